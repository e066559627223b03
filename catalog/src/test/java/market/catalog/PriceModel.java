package market.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import market.catalog.ListedPrice.Version;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Prices by price lists, as one would work them out by hand, and set-ups of lists to do it for. */
final class PriceModel {

    static final List<String> PAVILIONS = List.of("pavilion-of-tea", "pavilion-of-down");
    private static final List<String> GROUPS = List.of("RETAIL", "TRADE", "STAFF");
    private static final List<String> COMPANIES = List.of("合肥茶行", "上海百货");
    private static final List<String> CHANNELS = List.of(Purchase.STOREFRONT, "taobao");
    private static final int SECONDS = 6;

    /** What a purchase comes to. */
    record Answer(
            long unitPrice,
            long total,
            long minQuantity,
            long step,
            @Nullable Long maxQuantity,
            @Nullable String list) {}

    private final Random random;
    private final Instant begin;

    PriceModel(Random random, Instant begin) {
        this.random = random;
        this.begin = begin;
    }

    /** Looks at one list after the other and keeps the better one. */
    static Answer answer(Variant variant, Purchase purchase, long quantity) {
        ListedPrice best = null;
        List<ListTier> bestTiers = List.of();
        for (var list : variant.lists()) {
            var tiers = tiersOf(list, purchase.at());
            if (isFor(list.audience(), purchase)
                    && !tiers.isEmpty()
                    && tiers.getFirst()
                            .price()
                            .currency()
                            .equals(variant.price().currency())
                    && (best == null || goesBefore(list, best))) {
                best = list;
                bestTiers = tiers;
            }
        }
        var own = new ArrayList<PriceTier>();
        for (var tier : variant.tiers()) {
            if (!purchase.customerGroup().equals("RETAIL")
                    && tier.customerGroup().equals(purchase.customerGroup())) {
                own.add(tier);
            }
        }
        if (best != null && (rank(best.audience()) > 0 || own.isEmpty())) {
            var resolved = new ArrayList<PriceTier>();
            for (var tier : bestTiers) {
                resolved.add(new PriceTier(
                        purchase.customerGroup(),
                        tier.minQuantity(),
                        tier.price(),
                        tier.step() == null ? stepOf(variant) : tier.step(),
                        tier.maxQuantity() == null ? variant.maxQuantity() : tier.maxQuantity()));
            }
            return byTiers(resolved, variant, quantity, best.code());
        }
        return own.isEmpty()
                ? new Answer(
                        variant.price().minor(),
                        variant.price().minor() * quantity,
                        variant.minQuantity(),
                        stepOf(variant),
                        variant.maxQuantity(),
                        null)
                : byTiers(own, variant, quantity, null);
    }

    private static Answer byTiers(List<PriceTier> tiers, Variant variant, long quantity, @Nullable String list) {
        PriceTier smallest = tiers.getFirst();
        PriceTier reached = null;
        Long max = 0L;
        for (var tier : tiers) {
            if (tier.minQuantity() < smallest.minQuantity()) {
                smallest = tier;
            }
            if (tier.minQuantity() <= quantity && (reached == null || tier.minQuantity() > reached.minQuantity())) {
                reached = tier;
            }
            max = max == null || tier.maxQuantity() == null ? null : Long.valueOf(Math.max(max, tier.maxQuantity()));
        }
        var price = reached == null ? variant.price().minor() : reached.price().minor();
        return new Answer(
                price,
                price * quantity,
                smallest.minQuantity(),
                reached == null ? smallest.step() : reached.step(),
                max,
                reached == null ? null : list);
    }

    private static boolean isFor(Audience audience, Purchase purchase) {
        if (audience.company() != null && !audience.company().equals(purchase.company())) {
            return false;
        }
        if (audience.pavilion() != null && !audience.pavilion().equals(purchase.pavilion())) {
            return false;
        }
        if (audience.channel() != null && !audience.channel().equals(purchase.channel())) {
            return false;
        }
        return audience.customerGroup() == null || audience.customerGroup().equals(purchase.customerGroup());
    }

    private static List<ListTier> tiersOf(ListedPrice list, Instant at) {
        if (list.validFrom() != null && at.isBefore(list.validFrom())) {
            return List.of();
        }
        if (list.validUntil() != null && !at.isBefore(list.validUntil())) {
            return List.of();
        }
        Version current = null;
        for (var version : list.versions()) {
            var hasStarted = version.startsAt() == null || !at.isBefore(version.startsAt());
            var isLater = current == null
                    || current.startsAt() == null
                    || (version.startsAt() != null && version.startsAt().isAfter(current.startsAt()));
            if (hasStarted && isLater) {
                current = version;
            }
        }
        return current == null ? List.of() : current.tiers();
    }

    /** A company counts more than all else together, a pavilion or a channel more than a group. */
    private static int rank(Audience audience) {
        var rank = audience.company() == null ? 0 : 100;
        rank += audience.pavilion() == null ? 0 : 10;
        rank += audience.channel() == null ? 0 : 10;
        return rank + (audience.customerGroup() == null ? 0 : 1);
    }

    private static boolean goesBefore(ListedPrice one, ListedPrice other) {
        if (rank(one.audience()) != rank(other.audience())) {
            return rank(one.audience()) > rank(other.audience());
        }
        if (one.priority() != other.priority()) {
            return one.priority() > other.priority();
        }
        if (!one.createdAt().equals(other.createdAt())) {
            return one.createdAt().isAfter(other.createdAt());
        }
        return one.list().value().toString().compareTo(other.list().value().toString()) > 0;
    }

    private static long stepOf(Variant variant) {
        var step = 1L;
        while (step % variant.quantityStep() != 0 || step % variant.casePack() != 0) {
            step++;
        }
        return step;
    }

    /** A variant with up to so many lists. */
    Variant variant(int listsMax) {
        var lists = new ArrayList<ListedPrice>();
        var count = random.nextInt(listsMax + 1);
        for (var i = 0; i < count; i++) {
            lists.add(list(i));
        }
        var ownTiers = new ArrayList<PriceTier>();
        for (var group : List.of("TRADE", "RETAIL")) {
            if (random.nextBoolean()) {
                ownTiers.add(new PriceTier(group, 1 + random.nextInt(5), money(), 1 + random.nextInt(3), limit(9)));
                ownTiers.add(new PriceTier(group, 6 + random.nextInt(5), money(), 1 + random.nextInt(3), limit(20)));
            }
        }
        return new Variant(
                new VariantId(new UUID(0, 1)),
                new ProductId(new UUID(0, 2)),
                "sku",
                Map.of(),
                money(),
                null,
                "H87",
                null,
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                limit(30),
                ownTiers,
                lists);
    }

    private ListedPrice list(int number) {
        var from = random.nextInt(3) == 0 ? moment() : null;
        var until = random.nextInt(3) == 0 ? moment() : null;
        return new ListedPrice(
                new PriceListId(new UUID(random.nextInt(4), number)),
                "LIST-" + number,
                audience(),
                random.nextInt(3) - 1,
                from,
                until == null || from == null || from.isBefore(until) ? until : null,
                begin.plusSeconds(random.nextInt(3)),
                versions());
    }

    Audience audience() {
        return new Audience(maybe(GROUPS, 2), maybe(COMPANIES, 3), maybe(CHANNELS, 3), maybe(PAVILIONS, 3));
    }

    /** At most one from each moment. */
    List<Version> versions() {
        var versions = new ArrayList<Version>();
        if (random.nextInt(4) > 0) {
            versions.add(new Version(null, tiers()));
        }
        for (var second = 0; second < SECONDS; second++) {
            if (random.nextInt(5) == 0) {
                versions.add(new Version(begin.plusSeconds(second), random.nextInt(4) == 0 ? List.of() : tiers()));
            }
        }
        return versions;
    }

    private List<ListTier> tiers() {
        var tiers = new ArrayList<ListTier>();
        var from = 1 + random.nextInt(3);
        for (var i = 0; i <= random.nextInt(3); i++) {
            tiers.add(new ListTier(
                    from,
                    money(),
                    random.nextBoolean() ? null : Long.valueOf(1L + random.nextInt(3)),
                    limit(from + 20)));
            from += 1 + random.nextInt(6);
        }
        // Nobody promises an order.
        return random.nextBoolean() ? tiers : tiers.reversed();
    }

    Purchase purchase() {
        return new Purchase(
                GROUPS.get(random.nextInt(GROUPS.size())),
                maybe(COMPANIES, 2),
                CHANNELS.get(random.nextInt(CHANNELS.size())),
                maybe(PAVILIONS, 2),
                moment());
    }

    long quantity() {
        return 1L + random.nextInt(25);
    }

    /** One of few, so that lists begin and end at the very moment of a purchase. */
    Instant moment() {
        return begin.plusSeconds(random.nextInt(SECONDS));
    }

    private Money money() {
        return Money.cny(1 + random.nextInt(2_000));
    }

    private @Nullable Long limit(int least) {
        return random.nextBoolean() ? null : Long.valueOf(least + random.nextInt(10));
    }

    private @Nullable String maybe(List<String> values, int oneOf) {
        return random.nextInt(oneOf) == 0 ? values.get(random.nextInt(values.size())) : null;
    }
}
