package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;

/** A variant is sold out of other stock than before. */
public record LadderChanged(ProductId product, VariantId variant) implements DomainEvent {
    @Override
    public String aggregateId() {
        return product.value().toString();
    }
}
