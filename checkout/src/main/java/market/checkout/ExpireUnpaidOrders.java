package market.checkout;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import market.checkout.payment.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives unpaid orders up: asks the provider first, closes there, then gives the stock back. Every copy may run it. */
@Singleton
class ExpireUnpaidOrders {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireUnpaidOrders.class);
    private static final int BATCH_MAX = 50;

    private final OrderRepository orders;
    private final Payments payments;
    private final OrderCancelling cancelling;
    private final Clock clock;

    ExpireUnpaidOrders(OrderRepository orders, Payments payments, OrderCancelling cancelling, Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.cancelling = cancelling;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${market.checkout.expire-every:5s}")
    void run() {
        overdue().forEach(this::expire);
    }

    private List<UUID> overdue() {
        return orders.findOverdue(clock.instant(), BATCH_MAX);
    }

    private void expire(UUID order) {
        try {
            if (payments.settleUnpaid(order)) {
                cancelling.cancel(order);
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("order", order).setCause(e).log("an unpaid order could not be given up yet");
        }
    }
}
