package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;

/** A flash sale of a variant was made, began or ended. */
public record FlashSaleChanged(FlashSaleId sale, ProductId product, VariantId variant) implements DomainEvent {
    @Override
    public String aggregateId() {
        return sale.value().toString();
    }
}
