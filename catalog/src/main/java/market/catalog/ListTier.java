package market.catalog;

import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one piece costs by a price list from a quantity upwards.
 *
 * @param step the quantity must be a multiple of it; null for the variant's own
 * @param maxQuantity most at once; null for the variant's own
 */
public record ListTier(
        long minQuantity,
        Money price,
        @Nullable Long step,
        @Nullable Long maxQuantity) {}
