package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;

/** The stock of a variant that can be bought changed; {@code available} is the sum over all locations. */
public record StockChanged(ProductId product, VariantId variant, long available) implements DomainEvent {
    @Override
    public String aggregateId() {
        return product.value().toString();
    }
}
