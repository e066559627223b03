package market.checkout.payment;

/** How far the payment of an order is. PAID is final, CANCELLED until late money pays it. */
public enum IntentStatus {
    OPEN,
    /** Some of the merchants' parts are paid; the order waits for the rest. */
    PARTIALLY_PAID,
    PAID,
    CANCELLED;

    /** Whether there is still something to pay. */
    public boolean isPayable() {
        return this == OPEN || this == PARTIALLY_PAID;
    }
}
