package market.inventory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's rows of stock as its deed found and locked them, and what the deed makes of them entry by entry: everything is
 * judged here before the first write, so a refusal leaves nothing behind.
 */
final class StockShelf {

    /** A row of stock; {@code product} is that of the variant it belongs to. */
    record Standing(UUID merchant, UUID product, long onHand, long committed, long earmarked) {
        long free() {
            return onHand - committed - earmarked;
        }
    }

    /** A lot at a place; of one that is stopped nothing is picked. */
    record LotStanding(@Nullable LocalDate bestBefore, long onHand, long committed, boolean stopped) {
        long free() {
            return onHand - committed;
        }
    }

    /** Pieces of one lot, or of no known lot. */
    record Part(StockEntry.@Nullable Lot lot, long units) {}

    /** A step of a ladder with the product of its pool, which a new row of stock needs. */
    record Step(UnitStep step, UUID poolProduct) {}

    private static final Comparator<Map.Entry<String, LotStanding>> FIRST_EXPIRED = Comparator.comparing(
                    (Map.Entry<String, LotStanding> lot) -> lot.getValue().bestBefore(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Map.Entry::getKey);

    private final MerchantId merchant;
    private final Set<UUID> places;
    private final Map<VariantId, Step> steps;
    private final Map<StockKey, Standing> before;
    private final Map<StockKey, Standing> rows;
    final Map<StockKey, Map<String, Long>> earmarks = new HashMap<>();
    final Map<StockKey, Map<String, LotStanding>> lots = new HashMap<>();

    StockShelf(MerchantId merchant, Set<UUID> places, Map<VariantId, Step> steps, Map<StockKey, Standing> rows) {
        this.merchant = merchant;
        this.places = places;
        this.steps = steps;
        this.before = Map.copyOf(rows);
        this.rows = new HashMap<>(rows);
    }

    MerchantId merchant() {
        return merchant;
    }

    /** Whether the merchant keeps goods at the place, and nobody else sells the variant. */
    boolean isOwn(VariantId variant, LocationId place) {
        var pool = step(variant).pool().value();
        return places.contains(place.value())
                && before.entrySet().stream()
                        .noneMatch(row -> row.getKey().variant().equals(pool)
                                && !row.getValue().merchant().equals(merchant.value()));
    }

    UnitStep step(VariantId variant) {
        var step = steps.get(variant);
        return step == null ? UnitStep.own(variant) : step.step();
    }

    StockKey key(VariantId variant, LocationId place) {
        return new StockKey(step(variant).pool().value(), place.value());
    }

    /** The product that the row of stock belongs to; {@code product} is that of the variant itself. */
    UUID product(VariantId variant, UUID product) {
        var step = steps.get(variant);
        return step == null ? product : step.poolProduct();
    }

    Standing standing(StockKey key) {
        return rows.getOrDefault(key, new Standing(merchant.value(), key.variant(), 0, 0, 0));
    }

    Set<StockKey> keys() {
        return rows.keySet();
    }

    long freeBefore(StockKey key) {
        var row = before.get(key);
        return row == null ? 0 : row.free();
    }

    Map<String, LotStanding> lots(StockKey key) {
        return lots.getOrDefault(key, Map.of());
    }

    long earmark(StockKey key, String channel) {
        return earmarks.getOrDefault(key, Map.of()).getOrDefault(channel, 0L);
    }

    /** Channels that have anything set aside, by name. */
    List<String> channels(StockKey key) {
        return earmarks.getOrDefault(key, Map.of()).keySet().stream().sorted().toList();
    }

    /** Whole pieces of a variant in what is on hand. */
    long piecesOnHand(VariantId variant, StockKey key) {
        return standing(key).onHand() / step(variant).units();
    }

    /** Carries an entry out; false when there is too little for it, and then nothing has changed. */
    boolean take(StockEntry entry) {
        var key = entry.key();
        var row = standing(key);
        var after = new Standing(
                row.merchant(),
                entry.product(),
                Math.addExact(row.onHand(), entry.onHand()),
                row.committed(),
                row.earmarked() + entry.earmarked());
        if (after.free() < 0 || !takeLot(entry, after)) {
            return false;
        }
        var channel = entry.channel();
        if (channel != null) {
            var left = earmark(key, channel) + entry.earmarked();
            if (left < 0) {
                return false;
            }
            earmarks.computeIfAbsent(key, _ -> new HashMap<>()).put(channel, left);
        }
        rows.put(key, after);
        return true;
    }

    private boolean takeLot(StockEntry entry, Standing after) {
        var lot = entry.lot();
        var known = lots(entry.key());
        if (lot == null) {
            return unlotted(after, known) >= 0;
        }
        var old = known.getOrDefault(lot.code(), new LotStanding(lot.bestBefore(), 0, 0, false));
        var renewed = new LotStanding(old.bestBefore(), old.onHand() + entry.onHand(), old.committed(), old.stopped());
        if (renewed.free() < 0) {
            return false;
        }
        lots.computeIfAbsent(entry.key(), _ -> new HashMap<>()).put(lot.code(), renewed);
        return true;
    }

    /** Free pieces of no known lot; what is promised of lots is known lot by lot. */
    private static long unlotted(Standing row, Map<String, LotStanding> lots) {
        return row.onHand()
                - row.committed()
                - lots.values().stream().mapToLong(LotStanding::free).sum();
    }

    /** From which lots so many pieces are taken, first expired first; those of no known lot last. */
    List<Part> pick(StockKey key, long units) {
        var parts = new ArrayList<Part>();
        var rest = units;
        for (var lot : lots(key).entrySet().stream().sorted(FIRST_EXPIRED).toList()) {
            var taken =
                    lot.getValue().stopped() ? 0 : Math.min(rest, lot.getValue().free());
            if (taken > 0) {
                parts.add(
                        new Part(new StockEntry.Lot(lot.getKey(), lot.getValue().bestBefore()), taken));
                rest -= taken;
            }
        }
        if (rest > 0) {
            parts.add(new Part(null, rest));
        }
        return parts;
    }
}
