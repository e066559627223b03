package market.checkout;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.kernel.Actor;

/** From a cart to an order. A checkout is its buyer's only: to anybody else it does not exist. */
@Singleton
public class Checkouts {

    private final CheckoutRepository repository;
    private final StartCheckoutHandler starting;
    private final SetDeliveryHandler delivering;
    private final PlaceOrderHandler placing;

    Checkouts(
            CheckoutRepository repository,
            StartCheckoutHandler starting,
            SetDeliveryHandler delivering,
            PlaceOrderHandler placing) {
        this.repository = repository;
        this.starting = starting;
        this.delivering = delivering;
        this.placing = placing;
    }

    public Optional<Checkout> find(CheckoutId id, Actor actor) {
        return repository.findById(id.value()).map(CheckoutRow::toCheckout).filter(found -> mayUse(found, actor));
    }

    /** Freezes prices and holds stock; safe to repeat with the same key. Never call it inside a transaction. */
    public CheckoutOutcome start(StartCheckout command) {
        return starting.handle(command);
    }

    public CheckoutOutcome setDelivery(SetDelivery command) {
        return find(command.checkout(), command.actor())
                .map(checkout -> delivering.handle(checkout, command))
                .orElseGet(CheckoutOutcome.CheckoutNotFound::new);
    }

    /** Places the order; a repeated call answers with the order that was placed. */
    public PlaceOrderOutcome place(PlaceOrder command) {
        var outcome = placeOnce(command);
        // A twin may have placed the order meanwhile: then that order is the answer, and not that it was faster.
        return outcome instanceof PlaceOrderOutcome.Refused refused
                        && refused.reason() instanceof CheckoutOutcome.VersionConflict
                ? placeOnce(command)
                : outcome;
    }

    private PlaceOrderOutcome placeOnce(PlaceOrder command) {
        return find(command.checkout(), command.actor())
                .map(checkout -> placing.handle(checkout, command))
                .orElseGet(() -> new PlaceOrderOutcome.Refused(new CheckoutOutcome.CheckoutNotFound()));
    }

    /** A guest's checkout belongs to whoever knows its id; a shopper's to that shopper. */
    private static boolean mayUse(Checkout checkout, Actor actor) {
        return checkout.shopper() == null
                || (actor instanceof Actor.Shopper shopper && shopper.id().equals(checkout.shopper()));
    }
}
