package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Goods on the way from one place of a merchant to another, all or nothing.
 *
 * @param transfers at most {@link AdjustStock#CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record TransferStock(MerchantId merchant, @Nullable String reference, List<Transfer> transfers) {

    public TransferStock {
        transfers = AdjustStock.checkSize(transfers);
    }

    /**
     * Pieces of one variant.
     *
     * @param quantity positive
     * @param lot code of the batch that is moved; null: pieces of no known lot
     */
    public record Transfer(
            VariantId variant,
            ProductId product,
            LocationId from,
            LocationId to,
            long quantity,
            @Nullable String lot) {}
}
