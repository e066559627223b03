package market.catalog;

import java.util.List;

/** How setting the pictures of a product ended; all but {@link Set} changed nothing. */
public sealed interface SetMediaOutcome {
    record Set(Product product) implements SetMediaOutcome {}

    /** No such product, or another merchant's: the same to the caller. */
    record NotFound() implements SetMediaOutcome {}

    record VersionConflict(int currentVersion) implements SetMediaOutcome {}

    /** No such pictures of the merchant, at these places of the list. */
    record UnknownMedia(List<Integer> positions) implements SetMediaOutcome {

        public UnknownMedia {
            positions = List.copyOf(positions);
        }
    }
}
