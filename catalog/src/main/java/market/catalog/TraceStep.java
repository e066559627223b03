package market.catalog;

/** What was done to a batch. */
public enum TraceStep {
    GROWN,
    PICKED,
    /** Came in from somebody else, as one batch or several. */
    RECEIVED,
    PROCESSED,
    /** Several batches became one, or one became several. */
    MERGED,
    TESTED,
    PACKED,
    STORED,
    /** Went out to somebody else. */
    SHIPPED,
    SOLD,
    DESTROYED
}
