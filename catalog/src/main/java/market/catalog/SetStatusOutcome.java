package market.catalog;

import java.util.List;

/** How a change of a product's status ended; all but {@link Set} changed nothing. */
public sealed interface SetStatusOutcome {
    /** Wanted on sale, it may be in review now: its status says so. */
    record Set(Product product) implements SetStatusOutcome {}

    /** No such product, or another merchant's: the same to the caller. */
    record NotFound() implements SetStatusOutcome {}

    record VersionConflict(int currentVersion) implements SetStatusOutcome {}

    /** A product without variants cannot be bought. */
    record NothingToSell() implements SetStatusOutcome {}

    /** It is on sale, or can be without a review. */
    record NoReviewNeeded() implements SetStatusOutcome {}

    /** The goods lack what their category needs. */
    record Barred(List<ProductBar> bars) implements SetStatusOutcome {

        public Barred {
            bars = List.copyOf(bars);
        }
    }
}
