package market.checkout;

import market.kernel.DomainEvent;

/** An unpaid order was given up and its stock given back. */
public record OrderCancelled(OrderId order, String number) implements DomainEvent {

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
