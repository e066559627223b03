package market.checkout;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** A merchant sent its part of an order. */
public record MerchantOrderShipped(OrderId order, MerchantOrderId merchantOrder, MerchantId merchant)
        implements DomainEvent {

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
