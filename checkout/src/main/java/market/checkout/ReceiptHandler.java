package market.checkout;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import market.kernel.Outbox;

/** The buyer has a part in hand: it is completed, and the order with its last part. */
@Singleton
class ReceiptHandler {

    private final OrderReader reader;
    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final ShipmentRepository shipments;
    private final Outbox outbox;
    private final Clock clock;

    ReceiptHandler(
            OrderReader reader,
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            ShipmentRepository shipments,
            Outbox outbox,
            Clock clock) {
        this.reader = reader;
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.shipments = shipments;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    ConfirmReceiptOutcome handle(Order order, MerchantOrderId id) {
        var part = order.parts().stream().filter(each -> each.id().equals(id)).findFirst();
        if (part.isEmpty()) {
            return new ConfirmReceiptOutcome.NotFound();
        }
        var now = clock.instant();
        if (merchantOrders.markCompleted(id.value(), now) == 1) {
            shipments.markReceived(id.value(), now);
            orders.completeIfAllReceived(order.id().value());
            outbox.append(new MerchantOrderCompleted(order.id(), id, part.get().merchant()));
        } else if (part.get().state() != MerchantOrderState.COMPLETED) {
            return new ConfirmReceiptOutcome.InvalidState(part.get().state());
        }
        return new ConfirmReceiptOutcome.Confirmed(
                reader.orders(List.of(order.id().value())).getFirst());
    }
}
