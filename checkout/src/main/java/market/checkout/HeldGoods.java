package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import market.inventory.Destination;
import market.inventory.ExtendOutcome;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.LocationId;
import market.inventory.Reservations;
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
    private final Clock clock;
    private final Duration ttl;
    private final Duration kept;

    HeldGoods(
            Reservations reservations,
            Clock clock,
            @Value("${market.checkout.hold:15m}") Duration ttl,
            @Value("${market.checkout.prices-kept:2h}") Duration kept) {
        this.reservations = reservations;
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
     * they are; what is fetched from its place or not at all. A hold that ended is made anew.
     */
    Outcome route(Checkout checkout, Destination destination) {
        var quote = checkout.quote();
        // Those that may refuse come first: then nothing was moved for nothing.
        var parts = quote.byMerchant().entrySet().stream()
                .sorted(Comparator.comparing(part -> !destination.pickUp().containsKey(part.getKey())))
                .toList();
        for (var part : parts) {
            var lines = part.getValue().stream()
                    .map(line -> line(line, HoldStock.Share.of(line.allocations())))
                    .toList();
            var outcome = reservations.reroute(asked(checkout, lines, destination));
            if (outcome instanceof HoldOutcome.Held held) {
                quote = quote.withAllocations(held.allocations());
            } else if (hasEnded(checkout) || destination.pickUp().containsKey(part.getKey())) {
                return new Refused(CheckoutOutcome.refusal(outcome));
            }
        }
        return new Routed(quote);
    }

    /** A hold that ended, once more. */
    HoldOutcome again(Checkout checkout) {
        var lines =
                checkout.quote().lines().stream().map(line -> line(line, null)).toList();
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

    private static HoldStock.Line line(QuoteLine line, HoldStock.@Nullable Share share) {
        return new HoldStock.Line(
                line.variant(), line.merchant(), line.quantity(), DeliveryRules.isChilled(line.productType()), share);
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
