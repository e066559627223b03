package market.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was said of the price of a variant from a moment on, as it stands in the history for good.
 *
 * @param id grows
 * @param changedBy the session or key whose holder did it; null for goods that came in files or packs
 * @param list null when the variant itself said it
 * @param own what the variant itself said; null of a list
 * @param listed what the list said; null when it said nothing any more
 */
public record PriceChange(
        long id,
        VariantId variant,
        Instant at,
        @Nullable UUID changedBy,
        @Nullable PriceListId list,
        @Nullable Own own,
        @Nullable ListedPrice listed) {

    /**
     * Prices and quantities of a variant before any price list.
     *
     * @param maxQuantity null when nothing but the cart limits it
     */
    public record Own(
            Money price,
            long minQuantity,
            long quantityStep,
            long casePack,
            @Nullable Long maxQuantity,
            List<PriceTier> tiers) {

        public Own {
            tiers = List.copyOf(tiers);
        }
    }
}
