package market.checkout;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.CertificateQuotas;
import market.catalog.CertificateQuotas.Sale;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;

/** What was paid counts against the quotas of certificates, and what never left its merchant does not. */
@Singleton
class QuotaListener implements OutboxListener {

    private final OrderReader orders;
    // Read late: both say events themselves, and the outbox is made from its listeners.
    private final BeanProvider<CertificateQuotas> quotas;
    private final BeanProvider<OrderRefunds> refunds;

    QuotaListener(OrderReader orders, BeanProvider<CertificateQuotas> quotas, BeanProvider<OrderRefunds> refunds) {
        this.orders = orders;
        this.quotas = quotas;
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return "checkout-quotas";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(OrderPaid.class, OrderCancelled.class, OrderRefunded.class);
    }

    /** Each event is a transaction of its own, so that certificates of two orders are never waited for crosswise. */
    @Override
    public void on(List<? extends DomainEvent> events) {
        for (var event : events) {
            switch (event) {
                case OrderPaid paid -> charge(paid);
                case OrderCancelled cancelled -> giveBack(parts(cancelled.order()));
                case OrderRefunded refunded ->
                    giveBack(parts(refunded.order()).stream()
                            .filter(this::wasNeverSent)
                            .toList());
                default -> throw new IllegalArgumentException("Not listened to: " + event);
            }
        }
    }

    private void charge(OrderPaid paid) {
        var sales = parts(paid.order()).stream()
                .flatMap(part -> part.lines().stream())
                .map(line -> new Sale(line.id(), line.variant(), line.quantity()))
                .toList();
        quotas.get().charge(sales, paid.paidAt());
    }

    private void giveBack(List<MerchantOrder> parts) {
        var lines = parts.stream()
                .flatMap(part -> part.lines().stream())
                .map(OrderLine::id)
                .toList();
        quotas.get().giveBack(lines);
    }

    /** All of its money went back before it was sent; after that it is not sent any more. */
    private boolean wasNeverSent(MerchantOrder part) {
        return part.state() == MerchantOrderState.PAID
                && refunds
                                .get()
                                .ofMerchant(part.merchant(), List.of(part.id()))
                                .getOrDefault(part.id(), List.of())
                                .stream()
                                .filter(refund -> refund.state() == OrderRefund.State.SUCCEEDED)
                                .mapToLong(refund -> refund.amount().minor())
                                .sum()
                        >= part.total().minor();
    }

    private List<MerchantOrder> parts(OrderId order) {
        return orders.orders(List.of(order.value())).stream()
                .flatMap(found -> found.parts().stream())
                .toList();
    }
}
