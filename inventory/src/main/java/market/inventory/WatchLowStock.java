package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Below which free stock a merchant wants to be told, all or nothing.
 *
 * @param thresholds at most {@link AdjustStock#CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record WatchLowStock(MerchantId merchant, List<Threshold> thresholds) {

    public WatchLowStock {
        thresholds = AdjustStock.checkSize(thresholds);
    }

    /**
     * One level.
     *
     * @param lowBelow pieces of the variant, at least one; null: never
     */
    public record Threshold(
            VariantId variant,
            ProductId product,
            LocationId location,
            @Nullable Long lowBelow) {}
}
