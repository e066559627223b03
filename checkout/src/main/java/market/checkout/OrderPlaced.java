package market.checkout;

import market.kernel.DomainEvent;

/** An order was placed and waits for its payment. */
public record OrderPlaced(OrderId order, String number) implements DomainEvent {

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
