package market.catalog;

import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A batch was called back: nobody may sell it from now on, and its buyers are to be told. */
public record BatchRecalled(UUID recall, String batchCode, ProductId product, MerchantId merchant)
        implements DomainEvent {

    @Override
    public String aggregateId() {
        return recall.toString();
    }
}
