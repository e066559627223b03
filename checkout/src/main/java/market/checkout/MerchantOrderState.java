package market.checkout;

/** Where one merchant's part of an order stands. */
public enum MerchantOrderState {
    PENDING_PAYMENT,
    PAID,
    SHIPPED,
    COMPLETED,
    CANCELLED
}
