package market.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the operator found about a product, or since when it waits for that.
 *
 * @param since when it was asked for, or decided
 * @param reason why it was sent back last; null when it was not, or has passed since
 */
public record ProductReview(
        ProductId product,
        State state,
        Instant since,
        @Nullable String reason) {

    /** Where it stands. */
    public enum State {
        /** The operator is to look at it; it may be on sale meanwhile, if it passed before. */
        WAITING,
        /** It passed as it was then. */
        APPROVED,
        /** It was sent back. */
        REJECTED
    }
}
