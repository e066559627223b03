package market.checkout;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** The buyer received one merchant's part of an order. */
public record MerchantOrderCompleted(OrderId order, MerchantOrderId merchantOrder, MerchantId merchant)
        implements DomainEvent {

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
