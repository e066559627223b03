package market.catalog;

import java.util.List;

/** How setting the prices of a list ended; all but {@link Set} changed nothing. */
public sealed interface SetListPricesOutcome {
    record Set(PriceList list) implements SetListPricesOutcome {}

    /** No such list, or another merchant's: the same to the caller. */
    record NotFound() implements SetListPricesOutcome {}

    record VersionConflict(int currentVersion) implements SetListPricesOutcome {}

    record Refused(List<Fault> faults) implements SetListPricesOutcome {

        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** What is wrong with the rows. */
    enum FaultKind {
        /** No such variant, or another merchant's. */
        VARIANT_NOT_FOUND,
        /** The variant is sold in another currency than the list's. */
        OTHER_CURRENCY,
        INVALID
    }

    /**
     * One thing that is wrong.
     *
     * @param at where, and for people why
     */
    record Fault(FaultKind kind, TypeFault at) {}
}
