package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Sets free stock aside for channels, gives it back, or hands it from one channel to another; all or nothing.
 *
 * @param moves at most {@link AdjustStock#CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record MoveEarmarks(MerchantId merchant, @Nullable String reference, List<Move> moves) {

    public MoveEarmarks {
        moves = AdjustStock.checkSize(moves);
    }

    /**
     * Pieces of one variant at one place.
     *
     * @param from whose earmark shrinks; null: free stock
     * @param to whose earmark grows; null: free stock
     * @param quantity positive
     */
    public record Move(
            VariantId variant,
            ProductId product,
            LocationId location,
            @Nullable String from,
            @Nullable String to,
            long quantity) {

        public Move {
            if (quantity <= 0) {
                throw new IllegalArgumentException("At least one piece is moved, not " + quantity);
            }
        }
    }
}
