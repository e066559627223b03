package market.catalog;

import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant sells one of its variants before it can be sent.
 *
 * @param preSale null when it is sold as usual
 */
public record SetPreSale(
        MerchantId merchant, VariantId variant, @Nullable PreSale preSale, int expectedVersion) {}
