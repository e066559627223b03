package market.catalog;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/**
 * A product, one of its variants, prices, certificates or listings changed; {@code version} is the product's new one.
 *
 * @param isOfPricesOnly nothing else of it changed with this version
 */
public record ProductChanged(ProductId product, MerchantId merchant, int version, boolean isOfPricesOnly)
        implements DomainEvent {

    public ProductChanged(ProductId product, MerchantId merchant, int version) {
        this(product, merchant, version, false);
    }

    @Override
    public String aggregateId() {
        return product.value().toString();
    }
}
