package market.inventory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a merchant's deed, to be written.
 *
 * @param product of the variant whose stock it is
 * @param channel whose earmark changes by {@code earmarked}
 * @param lot whose pieces come or go; null: pieces of no known lot
 */
record StockEntry(
        StockKey key,
        UUID product,
        MovementKind kind,
        long onHand,
        long earmarked,
        @Nullable String channel,
        @Nullable Lot lot) {

    /** A batch at a place; {@code bestBefore} is null for goods sold fresh. */
    record Lot(String code, @Nullable LocalDate bestBefore) {}

    static StockEntry ofShelf(StockKey key, UUID product, MovementKind kind, long onHand, @Nullable Lot lot) {
        return new StockEntry(key, product, kind, onHand, 0, null, lot);
    }

    static StockEntry ofEarmark(StockKey key, UUID product, MovementKind kind, String channel, long earmarked) {
        return new StockEntry(key, product, kind, 0, earmarked, channel, null);
    }
}
