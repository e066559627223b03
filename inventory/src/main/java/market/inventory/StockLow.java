package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/**
 * Free stock at a place fell below what its merchant wants to be told of; said once on the way down.
 *
 * @param available neither promised nor set aside, in base units
 * @param lowBelow the merchant's threshold
 */
public record StockLow(
        MerchantId merchant, ProductId product, VariantId variant, LocationId location, long available, long lowBelow)
        implements DomainEvent {
    @Override
    public String aggregateId() {
        return product.value().toString();
    }
}
