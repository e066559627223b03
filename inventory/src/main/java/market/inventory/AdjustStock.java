package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's own changes of stock, all or nothing.
 *
 * @param reference the merchant's document, such as the number of a delivery note
 * @param changes at most {@link #CHANGES_MAX}; the caller vouches that the variants are the merchant's
 */
public record AdjustStock(
        MerchantId merchant, Reason reason, @Nullable String reference, List<Change> changes) {

    public static final int CHANGES_MAX = 250;

    public AdjustStock {
        changes = checkSize(changes);
    }

    /** A copy of what one deed carries out, if that is not too much or nothing. */
    static <T> List<T> checkSize(List<T> changes) {
        if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
            throw new IllegalArgumentException("Between 1 and " + CHANGES_MAX + " changes, not " + changes.size());
        }
        return List.copyOf(changes);
    }

    /** Why stock changed without an order. */
    public enum Reason {
        RECEIPT,
        COUNT,
        LOSS,
        RETURN
    }

    /**
     * One change of one level.
     *
     * @param delta signed pieces of the variant
     * @param expectedOnHand refuse unless so many whole pieces are on hand before this change
     * @param lot code of the batch whose pieces come or go; null: pieces of no known lot
     */
    public record Change(
            VariantId variant,
            ProductId product,
            LocationId location,
            long delta,
            @Nullable Long expectedOnHand,
            @Nullable String lot) {

        public Change(
                VariantId variant, ProductId product, LocationId location, long delta, @Nullable Long expectedOnHand) {
            this(variant, product, location, delta, expectedOnHand, null);
        }
    }
}
