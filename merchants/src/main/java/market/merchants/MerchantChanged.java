package market.merchants;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A merchant's entry in the register or its standing changed: whoever shows its goods looks at them again. */
public record MerchantChanged(MerchantId merchant, int version) implements DomainEvent {

    @Override
    public String aggregateId() {
        return merchant.value().toString();
    }
}
