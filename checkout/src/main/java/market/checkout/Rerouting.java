package market.checkout;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import market.inventory.Destination;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Reservations;
import market.kernel.MerchantId;

/** Holds the goods of a checkout where they are to be sent from or fetched. */
@Singleton
class Rerouting {

    /** How it went. */
    sealed interface Outcome {}

    record Routed(Quote quote) implements Outcome {}

    /** What the buyer wants to fetch cannot be had there. */
    record Refused(CheckoutOutcome outcome) implements Outcome {}

    private final Reservations reservations;
    private final Clock clock;

    Rerouting(Reservations reservations, Clock clock) {
        this.reservations = reservations;
        this.clock = clock;
    }

    /**
     * Each merchant's goods from places near the address, if they can be had there, else from where they are held already;
     * what is fetched from its place or not at all.
     */
    Outcome route(Checkout checkout, Destination destination) {
        var quote = checkout.quote();
        // Those that may refuse come first: then nothing was moved for nothing.
        var parts = quote.byMerchant().entrySet().stream()
                .sorted(Comparator.comparing(part -> !destination.pickUp().containsKey(part.getKey())))
                .toList();
        for (var part : parts) {
            var outcome = hold(checkout, part, destination);
            if (outcome instanceof HoldOutcome.Held held) {
                quote = quote.withAllocations(part.getKey(), held.allocations());
            } else if (destination.pickUp().containsKey(part.getKey())) {
                return new Refused(CheckoutOutcome.refusal(outcome));
            }
        }
        return new Routed(quote);
    }

    private HoldOutcome hold(Checkout checkout, Map.Entry<MerchantId, List<QuoteLine>> part, Destination destination) {
        var lines = part.getValue().stream()
                .map(line -> new HoldStock.Line(
                        line.variant(),
                        line.merchant(),
                        line.quantity(),
                        DeliveryRules.isChilled(line.productType()),
                        HoldStock.Share.of(line.allocations())))
                .toList();
        return reservations.reroute(new HoldStock(
                checkout.reservation(),
                StartCheckoutHandler.buyer(checkout.shopper(), checkout.cart()),
                lines,
                Duration.between(clock.instant(), checkout.expiresAt()),
                destination));
    }
}
