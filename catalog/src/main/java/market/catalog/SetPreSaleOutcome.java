package market.catalog;

/** How a change of a pre-sale ended; all but {@link Set} changed nothing. */
public sealed interface SetPreSaleOutcome {
    record Set(Product product) implements SetPreSaleOutcome {}

    /** No such variant, or another merchant's: the same to the caller. */
    record NotFound() implements SetPreSaleOutcome {}

    record VersionConflict(int currentVersion) implements SetPreSaleOutcome {}

    /** It must begin to be sent tomorrow at the earliest, and in a year at the latest. */
    record InvalidDay() implements SetPreSaleOutcome {}

    /** It must end later than now, and with the day from which it is sent at the latest. */
    record InvalidEnd() implements SetPreSaleOutcome {}
}
