package market.catalog;

import java.util.List;

/** How a decision about a product ended; all but {@link Decided} changed nothing. */
public sealed interface DecideReviewOutcome {
    record Decided(ReviewedProduct reviewed) implements DecideReviewOutcome {}

    record NotFound() implements DecideReviewOutcome {}

    /** Its merchant changed it since it was read. */
    record VersionConflict(int currentVersion) implements DecideReviewOutcome {}

    /** Nobody asked for it, or it is decided. */
    record NotWaiting() implements DecideReviewOutcome {}

    /** It would pass, and lacks what its category needs. */
    record Barred(List<ProductBar> bars) implements DecideReviewOutcome {

        public Barred {
            bars = List.copyOf(bars);
        }
    }
}
