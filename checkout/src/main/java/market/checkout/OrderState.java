package market.checkout;

/** Where an order stands. */
public enum OrderState {
    PENDING_PAYMENT,
    PAID,
    CANCELLED,
    /** Every part of it was received. */
    COMPLETED
}
