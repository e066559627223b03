package market.checkout;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import market.checkout.payment.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives unpaid orders up: asks the provider first, closes there, then gives the stock back. Every copy may run it. */
@Singleton
class ExpireUnpaidOrders {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireUnpaidOrders.class);
    // Fewer than the provider takes at a time: buyers must not wait for this.
    private static final int BATCH_MAX = 16;
    // Longer than asking and closing mostly takes. Two copies at one order do it no harm, and one that died keeps it no
    // longer.
    private static final Duration LEASE = Duration.ofSeconds(15);

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
        List<UUID> claimed;
        do {
            var now = clock.instant();
            claimed = orders.claimOverdue(now, now.plus(LEASE), BATCH_MAX);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                claimed.forEach(order -> threads.execute(() -> expire(order)));
            }
        } while (claimed.size() == BATCH_MAX);
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
