package market.inventory;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A merchant's places changed, or what it wants of them. */
public record LocationsChanged(MerchantId merchant) implements DomainEvent {
    @Override
    public String aggregateId() {
        return merchant.value().toString();
    }
}
