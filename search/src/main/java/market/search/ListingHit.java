package market.search;

import java.util.Map;
import market.catalog.Product;
import market.catalog.VariantId;
import market.kernel.Cursor;
import market.merchants.Merchant;
import org.jspecify.annotations.Nullable;

/**
 * A product that was found, where it stands in the order asked for, and what else a shelf shows of it.
 *
 * @param available pieces that could be bought when the search last heard of it; null when the search does not know
 * @param isRelated of the shelf of those that were found, and not found itself
 * @param isPromoted stands where it stands because somebody paid for it
 */
public record ListingHit(
        Product product,
        Merchant seller,
        @Nullable Map<VariantId, Long> available,
        Cursor cursor,
        boolean isRelated,
        boolean isPromoted) {}
