package market.checkout;

/** How confirming a receipt ended. */
public sealed interface ConfirmReceiptOutcome {
    /** Also the answer to a retry. */
    record Confirmed(Order order) implements ConfirmReceiptOutcome {}

    record NotFound() implements ConfirmReceiptOutcome {}

    /** Only what was shipped can be received. */
    record InvalidState(MerchantOrderState state) implements ConfirmReceiptOutcome {}
}
