package market.catalog;

/** What was done to a batch. */
public enum TraceStep {
    GROWN,
    PICKED,
    PROCESSED,
    TESTED,
    PACKED,
    SHIPPED
}
