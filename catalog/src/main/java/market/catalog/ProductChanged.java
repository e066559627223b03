package market.catalog;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A product, one of its variants, prices, certificates or listings changed; {@code version} is the product's new one. */
public record ProductChanged(ProductId product, MerchantId merchant, int version) implements DomainEvent {

    @Override
    public String aggregateId() {
        return product.value().toString();
    }
}
