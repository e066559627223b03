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
        changes = List.copyOf(changes);
        if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
            throw new IllegalArgumentException("Between 1 and " + CHANGES_MAX + " changes, not " + changes.size());
        }
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
     * @param delta signed pieces
     * @param expectedOnHand refuse unless so many are on hand before this change
     */
    public record Change(
            VariantId variant,
            ProductId product,
            LocationId location,
            long delta,
            @Nullable Long expectedOnHand) {}
}
