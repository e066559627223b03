package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.DeliveryKind;
import market.inventory.Destination;
import market.inventory.ExtendOutcome;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Location;
import market.inventory.LocationId;
import market.inventory.Locations;
import market.inventory.Reservations;
import market.inventory.ShortLine;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** What an open checkout holds: moved, kept longer and, once its time is over, taken again if it is still there. */
@Singleton
class HeldGoods {

    /** How moving goes. */
    sealed interface Outcome {}

    record Routed(Quote quote) implements Outcome {}

    /** What the buyer wants cannot be had there, or at all any more. */
    record Refused(CheckoutOutcome outcome) implements Outcome {}

    private final Reservations reservations;
    private final Locations locations;
    private final Clock clock;
    private final Duration ttl;
    private final Duration kept;

    HeldGoods(
            Reservations reservations,
            Locations locations,
            Clock clock,
            @Value("${market.checkout.hold:15m}") Duration ttl,
            @Value("${market.checkout.prices-kept:2h}") Duration kept) {
        this.reservations = reservations;
        this.locations = locations;
        this.clock = clock;
        this.ttl = ttl;
        this.kept = kept;
    }

    /** Checkouts that were begun before cannot be finished any more: their prices are too old. */
    Instant oldest() {
        return clock.instant().minus(kept);
    }

    boolean canBeFinished(Checkout checkout) {
        return checkout.state() == CheckoutState.OPEN && checkout.startedAt().isAfter(oldest());
    }

    boolean hasEnded(Checkout checkout) {
        return !checkout.expiresAt().isAfter(clock.instant());
    }

    /**
     * Each merchant's goods from places near the address, if they can be had there, else from where they are held as long as
     * they are and are sent to the address from there; what is fetched from its place or not at all. A hold that ended is made
     * anew.
     */
    Outcome route(Checkout checkout, Destination destination) {
        var quote = checkout.quote();
        var undeliverable = undeliverable(quote, destination);
        if (!undeliverable.isEmpty()) {
            return new Refused(new CheckoutOutcome.NotDeliverable(undeliverable));
        }
        // Those that may refuse come first: then nothing was moved for nothing.
        var parts = quote.byMerchant().entrySet().stream()
                .sorted(Comparator.comparing(part -> !destination.pickUp().containsKey(part.getKey())
                        && areSent(part.getKey(), part.getValue(), destination)))
                .toList();
        for (var part : parts) {
            var lines = byVariant(part.getValue()).stream()
                    .map(of -> line(
                            of,
                            HoldStock.Share.of(of.stream()
                                    .flatMap(line -> line.allocations().stream())
                                    .toList())))
                    .toList();
            var outcome = reservations.reroute(asked(checkout, lines, destination));
            if (outcome instanceof HoldOutcome.Held held) {
                quote = quote.withAllocations(held.allocations());
            } else if (hasEnded(checkout)
                    || destination.pickUp().containsKey(part.getKey())
                    || !areSent(part.getKey(), part.getValue(), destination)) {
                return new Refused(CheckoutOutcome.refusal(outcome));
            }
        }
        return new Routed(quote);
    }

    /** Whether goods are sent to an address from where they are held. */
    private boolean areSent(MerchantId merchant, List<QuoteLine> lines, Destination destination) {
        var sending = sending(merchant, destination);
        return sent(lines)
                .flatMap(line -> line.allocations().stream())
                .allMatch(held -> sending.contains(held.location()));
    }

    /** What no place of its merchant sends to the address, of all merchants at once. */
    private List<ShortLine> undeliverable(Quote quote, Destination destination) {
        var lines = new ArrayList<ShortLine>();
        quote.byMerchant().forEach((merchant, all) -> {
            if (!destination.pickUp().containsKey(merchant)
                    && sending(merchant, destination).isEmpty()) {
                sent(all).forEach(line -> lines.add(new ShortLine(line.variant(), line.quantity(), 0)));
            }
        });
        return lines;
    }

    private Set<LocationId> sending(MerchantId merchant, Destination destination) {
        return locations.recallOpen(List.of(merchant)).getOrDefault(merchant, List.of()).stream()
                .filter(place -> place.sendsTo(destination.regionCode()))
                .map(Location::id)
                .collect(Collectors.toSet());
    }

    private static Stream<QuoteLine> sent(List<QuoteLine> lines) {
        return lines.stream().filter(line -> line.deliveryKind() != DeliveryKind.DIGITAL);
    }

    /** A hold that ended, once more. */
    HoldOutcome again(Checkout checkout) {
        var lines = byVariant(checkout.quote().lines()).stream()
                .map(of -> line(of, null))
                .toList();
        return reservations.hold(asked(checkout, lines, destination(checkout.delivery())));
    }

    private static @Nullable Destination destination(@Nullable DeliveryChoice delivery) {
        if (delivery == null) {
            return null;
        }
        var pickUp = new HashMap<MerchantId, LocationId>();
        delivery.pickUpByMerchant()
                .forEach((merchant, place) -> pickUp.put(new MerchantId(merchant), new LocationId(place)));
        return new Destination(delivery.address().regionCode(), pickUp);
    }

    /** A variant may have several lines: in bundles, and for itself. */
    private static Collection<List<QuoteLine>> byVariant(List<QuoteLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(QuoteLine::variant, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** @param of one variant */
    private static HoldStock.Line line(List<QuoteLine> of, HoldStock.@Nullable Share share) {
        var line = of.getFirst();
        var quantity = of.stream().mapToLong(QuoteLine::quantity).reduce(0, Math::addExact);
        return new HoldStock.Line(line.variant(), line.merchant(), quantity, line.deliveryKind(), share);
    }

    private HoldStock asked(Checkout checkout, List<HoldStock.Line> lines, @Nullable Destination destination) {
        var left = Duration.between(clock.instant(), checkout.expiresAt());
        return new HoldStock(
                checkout.reservation(),
                StartCheckoutHandler.buyer(checkout.shopper(), checkout.cart()),
                lines,
                left.isPositive() ? left : ttl,
                destination);
    }

    /** Whoever goes on means to buy. A hold that is gone decides nothing: stock is asked for when placing. */
    Instant extend(Checkout checkout) {
        return switch (reservations.extend(
                checkout.reservation(), checkout.quote().byMerchant().keySet(), ttl)) {
            case ExtendOutcome.Extended extended -> extended.expiresAt();
            case ExtendOutcome.Gone _, ExtendOutcome.TryAgain _ -> checkout.expiresAt();
        };
    }

    void release(Checkout checkout) {
        reservations.release(
                checkout.reservation(), checkout.quote().byMerchant().keySet());
    }
}
