package market.catalog;

/** How a change of price ended. */
public sealed interface SetPriceOutcome {
    record Set(Product product) implements SetPriceOutcome {}

    /** No such variant, or another merchant's: the same to the caller. */
    record NotFound() implements SetPriceOutcome {}

    record VersionConflict(int currentVersion) implements SetPriceOutcome {}

    /** A price must be more than zero and in the currency of the variant. */
    record InvalidPrice() implements SetPriceOutcome {}
}
