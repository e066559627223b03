package market.checkout;

/** Where a checkout stands. */
public enum CheckoutState {
    /** Stock is held until it expires. */
    OPEN,
    /** It became an order. */
    PLACED,
    /** The buyer began another one with the same cart; its stock was given back. */
    RELEASED
}
