package market.inventory;

/** Why stock moved. */
public enum MovementKind {
    /** Goods came in. */
    RECEIPT,
    /** Counting found another number. */
    COUNT,
    /** Spoiled, broken or stolen. */
    LOSS,
    /** A buyer sent goods back, or gave up a paid order before they were sent. */
    RETURN,
    /** Promised to an order. */
    COMMIT,
    /** An order was given up. */
    RELEASE,
    /** An order was paid. */
    SALE,
    /** Between two places of one merchant. */
    TRANSFER,
    /** Set aside for a channel, or back. */
    EARMARK,
    /** Sold on another channel. */
    CHANNEL_SALE,
    /** Too close to its best-before date to be sold. */
    EXPIRED,
    /** Of a batch that was called back. */
    RECALLED
}
