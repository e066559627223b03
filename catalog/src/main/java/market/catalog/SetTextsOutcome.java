package market.catalog;

/** How a change of texts ended. */
public sealed interface SetTextsOutcome {
    record Set(Product product) implements SetTextsOutcome {}

    /** No such product, or another merchant's: the same to the caller. */
    record NotFound() implements SetTextsOutcome {}

    record VersionConflict(int currentVersion) implements SetTextsOutcome {}
}
