package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/**
 * Goods that were sold on another channel out of its earmark.
 *
 * @param reference the channel's number of the sale, under which it is booked once
 * @param lines at most {@link AdjustStock#CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record SellOnChannel(MerchantId merchant, String channel, String reference, List<Line> lines) {

    public SellOnChannel {
        lines = AdjustStock.checkSize(lines);
    }

    /** So many pieces, at least one, that leave a place. */
    public record Line(VariantId variant, ProductId product, LocationId location, long quantity) {

        public Line {
            if (quantity <= 0) {
                throw new IllegalArgumentException("At least one piece is sold, not " + quantity);
            }
        }
    }
}
