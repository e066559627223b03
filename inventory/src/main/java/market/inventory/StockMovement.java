package market.inventory;

import java.time.Instant;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * One change of stock, as it stands in the history for good. Counts are base units.
 *
 * @param pool the variant whose stock moved
 * @param reference the merchant's document, the number of a channel's sale, or the order
 */
public record StockMovement(
        Position position,
        VariantId pool,
        LocationId location,
        MovementKind kind,
        long onHandDelta,
        long committedDelta,
        long earmarkedDelta,
        @Nullable String channel,
        @Nullable String lot,
        @Nullable String reference,
        Instant at) {

    /**
     * Where a movement stands in the feed.
     *
     * @param transaction number of the transaction that wrote it
     * @param id grows within the transaction
     */
    public record Position(long transaction, long id) {

        /** Before the first movement. */
        public static final Position START = new Position(0, 0);
    }
}
