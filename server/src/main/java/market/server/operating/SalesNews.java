package market.server.operating;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import market.catalog.ProductId;
import market.checkout.OrderPaid;
import market.checkout.Orders;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;
import market.search.Sales;

/** Tells the search what was sold: neither room knows the other. */
@Singleton
class SalesNews implements OutboxListener {

    // Read late: orders say events themselves, and the outbox is made from its listeners.
    private final BeanProvider<Orders> orders;
    private final BeanProvider<Sales> sales;

    SalesNews(BeanProvider<Orders> orders, BeanProvider<Sales> sales) {
        this.orders = orders;
        this.sales = sales;
    }

    @Override
    public String name() {
        return "search-sales";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(OrderPaid.class);
    }

    @Override
    public void on(List<? extends DomainEvent> events) {
        for (var event : events) {
            if (event instanceof OrderPaid paid) {
                count(paid);
            }
        }
    }

    private void count(OrderPaid paid) {
        var pieces = new HashMap<ProductId, Long>();
        for (var part : paid.parts()) {
            orders.get()
                    .findOfMerchant(part.merchant(), part.merchantOrder())
                    .ifPresent(order ->
                            order.lines().forEach(line -> pieces.merge(line.product(), line.quantity(), Long::sum)));
        }
        sales.get().paid(paid.order().value(), pieces);
    }
}
