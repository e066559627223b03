package market.checkout.payment;

/** How far a share is. */
enum SplitStatus {
    PENDING,
    /** The provider has it and says later what became of it. */
    PROCESSING,
    SUCCEEDED,
    /** Certainly not done; it is tried again under another number. */
    FAILED,
    /** Nothing was left to share. */
    VOID
}
