package market.checkout.payment;

/** What starting a payment came to. */
public sealed interface StartOutcome {
    record Started(PaymentAction action) implements StartOutcome {}

    record AlreadyPaid() implements StartOutcome {}

    record NotPayable(Reason reason) implements StartOutcome {}

    /** The provider cannot be reached or its answer is unknown; starting again later is safe. */
    record Unavailable() implements StartOutcome {}

    /** Why nothing can be paid. */
    enum Reason {
        /** The order never asked for a payment. */
        NO_INTENT,
        CANCELLED,
        EXPIRED
    }
}
