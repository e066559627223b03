package market.checkout;

/** How placing an order ended. */
public sealed interface PlaceOrderOutcome {
    record Placed(Order order) implements PlaceOrderOutcome {}

    /** A retry is an answer, not an error. */
    record AlreadyPlaced(Order order) implements PlaceOrderOutcome {}

    /** Nothing was changed. */
    record Refused(CheckoutOutcome reason) implements PlaceOrderOutcome {}
}
