package market.checkout.payment;

/** How far a refund is. */
public enum RefundStatus {
    /** Stored, not yet sent. */
    REQUESTED,
    /** Sent at least once; not proven. */
    SUBMITTED,
    /** Proven by the provider. */
    SUCCEEDED,
    /** Refused by the provider for good, by a signed answer. */
    FAILED
}
