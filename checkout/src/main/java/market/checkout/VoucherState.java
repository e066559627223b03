package market.checkout;

/** Where a voucher stands. */
public enum VoucherState {
    /** It can be redeemed. */
    ISSUED,
    REDEEMED,
    /** Nobody redeemed it in time. */
    EXPIRED,
    /** Its money went back. */
    CANCELLED
}
