package market.merchants;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A merchant was suspended or may sell again. */
public record MerchantStandingChanged(MerchantId merchant, Standing standing, int version) implements DomainEvent {

    @Override
    public String aggregateId() {
        return merchant.value().toString();
    }
}
