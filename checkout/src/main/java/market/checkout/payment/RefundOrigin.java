package market.checkout.payment;

/** Why money goes back. */
public enum RefundOrigin {
    /** It was paid twice, or too late. */
    SURPLUS,
    /** The merchant gives it back. */
    ASKED,
    /** Somebody gave it back at the provider without us; it was found afterwards. */
    ELSEWHERE
}
