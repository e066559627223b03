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
        EXPIRED,
        /** Nobody here collects money in this way. */
        WAY_UNKNOWN,
        /** The way to pay is bound to a buyer the provider knows, and none was named. */
        PAYER_MISSING,
        /** A merchant of the order cannot be paid in this way, for now or any more. */
        MERCHANT_UNPAYABLE
    }
}
