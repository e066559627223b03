package market.checkout;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import market.inventory.Reservations;
import market.kernel.Outbox;

/** Cancels an order whose payment was provably given up. */
@Singleton
class OrderCancelling {

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final OrderReader reader;
    private final Reservations reservations;
    private final Outbox outbox;
    private final Clock clock;

    OrderCancelling(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            OrderReader reader,
            Reservations reservations,
            Outbox outbox,
            Clock clock) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.reader = reader;
        this.reservations = reservations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Repeating it changes nothing. */
    @Transactional
    void cancel(UUID id) {
        if (orders.markCancelled(id) == 0) {
            return;
        }
        merchantOrders.leavePendingPayment(id, MerchantOrderState.CANCELLED, clock.instant());
        reservations.returnCommitted(id);
        var order = reader.orders(List.of(id)).getFirst();
        outbox.append(new OrderCancelled(order.id(), order.number()));
    }
}
