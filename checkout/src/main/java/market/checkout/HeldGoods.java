package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import market.inventory.Destination;
import market.inventory.ExtendOutcome;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Reservations;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** What an open checkout holds: moved, kept longer and, once its time is over, taken again if it is still there. */
@Singleton
class HeldGoods {

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

    /** The goods from places near the address. A hold that ended is made anew; else it stays as it was when refused. */
    HoldOutcome route(Checkout checkout, Actor actor, String regionCode) {
        return reservations.reroute(asked(checkout, actor, regionCode));
    }

    /** A hold that ended, once more. */
    HoldOutcome again(Checkout checkout, Actor actor) {
        var delivery = checkout.delivery();
        return reservations.hold(asked(
                checkout, actor, delivery == null ? null : delivery.address().regionCode()));
    }

    private HoldStock asked(Checkout checkout, Actor actor, @Nullable String regionCode) {
        var lines = checkout.quote().lines().stream()
                .map(line -> new HoldStock.Line(
                        line.variant(), line.merchant(), line.quantity(), DeliveryRules.isChilled(line.productType())))
                .toList();
        var left = Duration.between(clock.instant(), checkout.expiresAt());
        return new HoldStock(
                checkout.reservation(),
                StartCheckoutHandler.buyer(actor, checkout.cart()),
                lines,
                left.isPositive() ? left : ttl,
                regionCode == null ? null : new Destination(regionCode, Map.of()));
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
