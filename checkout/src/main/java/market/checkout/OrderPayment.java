package market.checkout;

import jakarta.inject.Singleton;
import java.util.List;
import market.checkout.payment.PaidPayment;
import market.checkout.payment.PaymentListener;
import market.inventory.Reservations;
import market.kernel.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a payment does to its order, in the payment's own transaction. */
@Singleton
class OrderPayment implements PaymentListener {

    private static final Logger LOG = LoggerFactory.getLogger(OrderPayment.class);

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final OrderReader reader;
    private final Reservations reservations;
    private final Outbox outbox;

    OrderPayment(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            OrderReader reader,
            Reservations reservations,
            Outbox outbox) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.reader = reader;
        this.reservations = reservations;
        this.outbox = outbox;
    }

    @Override
    public void onPaid(PaidPayment payment) {
        var id = payment.orderId();
        if (orders.markPaid(id, payment.paidAt()) == 0) {
            // An intent is paid once and an order cancelled only after its intent: anything else is a bug.
            throw new IllegalStateException("Order " + id + " was not waiting for its payment");
        }
        merchantOrders.leavePendingPayment(id, MerchantOrderState.PAID, payment.paidAt());
        reservations.markSold(id);
        var order = reader.orders(List.of(id)).getFirst();
        outbox.append(new OrderPaid(
                order.id(),
                order.number(),
                payment.paidAt(),
                order.total(),
                order.parts().stream().map(OrderPayment::part).toList()));
        LOG.atInfo().addKeyValue("order", order.number()).log("order paid");
    }

    private static OrderPaid.Part part(MerchantOrder part) {
        return new OrderPaid.Part(
                part.id(),
                part.merchant(),
                part.number(),
                part.delivery(),
                part.lines().stream()
                        .map(line -> new OrderPaid.Line(
                                line.id(), line.categoryCode(), line.commissionRate(), line.originCode(), line.total()))
                        .toList());
    }
}
