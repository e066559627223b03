package market.checkout.payment;

/** How an attempt stands. A cancelled one can still succeed: the buyer was quicker, or had the code on paper. */
enum AttemptStatus {
    REQUIRES_ACTION,
    SUCCEEDED,
    CANCELLED,
    FAILED
}
