package market.inventory;

/** How far a flash sale is; it never goes back. */
public enum FlashSaleState {
    /** Its stock is set aside, but nobody can buy it yet. */
    SCHEDULED,
    /** It sells. */
    RUNNING,
    /** Its time is over or it was cancelled, and what was left is free again. */
    ENDED
}
