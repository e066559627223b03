package market.checkout.payment;

/** How far the payment of an order is. PAID and CANCELLED are final. */
public enum IntentStatus {
    OPEN,
    PAID,
    CANCELLED
}
