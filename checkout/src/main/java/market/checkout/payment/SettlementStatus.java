package market.checkout.payment;

/** How far a merchant's part is on its way to the merchant. */
public enum SettlementStatus {
    /** The buyer has the goods; begun as soon as no refund is under way. */
    PENDING,
    /** The provider is asked to let the money go. */
    CONFIRMING,
    /** The others get their shares. */
    SPLITTING,
    DONE
}
