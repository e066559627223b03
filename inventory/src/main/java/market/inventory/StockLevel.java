package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/**
 * How many pieces of a variant one location has.
 *
 * @param committed of these, promised to orders that are not yet paid for
 */
public record StockLevel(
        VariantId variant, LocationId location, MerchantId merchant, ProductId product, long onHand, long committed) {

    public long available() {
        return onHand - committed;
    }
}
