package market.inventory;

import java.time.Instant;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/**
 * Sets stock aside for a flash sale.
 *
 * @param variant the caller vouches that it is the merchant's
 * @param quantity pieces of the variant, all from one place
 */
public record CreateFlashSale(
        MerchantId merchant,
        ProductId product,
        VariantId variant,
        LocationId location,
        long quantity,
        long perBuyerLimit,
        Instant startsAt,
        Instant endsAt) {

    public CreateFlashSale {
        if (quantity <= 0 || perBuyerLimit <= 0 || !endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("A sale has pieces, a limit and a time: " + quantity + " pieces, "
                    + perBuyerLimit + " a buyer, " + startsAt + " to " + endsAt);
        }
    }
}
