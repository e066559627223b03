package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant counted, all or nothing: levels become what was counted.
 *
 * @param reference the merchant's document, such as the number of a count sheet
 * @param counts at most {@link AdjustStock#CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record CountStock(MerchantId merchant, @Nullable String reference, List<Count> counts) {

    public CountStock {
        counts = AdjustStock.checkSize(counts);
    }

    /**
     * One level as counted.
     *
     * @param expectedOnHand what was on hand when the counting began: refuse when it has changed since; null: do not compare
     * @param lot only pieces of this batch were counted; null: all pieces of no known lot
     */
    public record Count(
            VariantId variant,
            ProductId product,
            LocationId location,
            long counted,
            @Nullable Long expectedOnHand,
            @Nullable String lot) {}
}
