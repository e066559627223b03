package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what genuine messages say: right after they came, and again later what could not be carried out or was left
 * behind by a copy that died. Every copy runs it; a message is never in two hands.
 */
@Singleton
class ApplyEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyEvents.class);
    // A storm of messages must not take the connections from those who are buying; what does not fit waits for the
    // round.
    private static final int AT_ONCE_MAX = 4;
    private static final int BATCH_MAX = 100;
    // From here on somebody has to look, though it goes on being tried.
    private static final int ALARM_AFTER = 8;

    private final EventRepository events;
    private final Snapshots snapshots;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_ONCE_MAX);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ApplyEvents(
            EventRepository events, Snapshots snapshots, TransactionOperations<Connection> transactions, Clock clock) {
        this.events = events;
        this.snapshots = snapshots;
        this.transactions = transactions;
        this.clock = clock;
    }

    void wake(UUID eventId) {
        if (free.tryAcquire()) {
            threads.execute(() -> {
                try {
                    apply(eventId);
                } finally {
                    free.release();
                }
            });
        }
    }

    @Scheduled(
            fixedDelay = "${market.payments.event-interval:1s}",
            initialDelay = "${market.payments.event-interval:1s}")
    void applyDue() {
        try {
            transactions
                    .executeRead(_ -> events.due(clock.instant(), BATCH_MAX))
                    .forEach(this::apply);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Payment messages could not be read; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Payment messages could not be read", e);
        }
    }

    private void apply(UUID eventId) {
        try {
            transactions.executeWrite(_ -> {
                events.take(eventId).ifPresent(this::apply);
                return true;
            });
        } catch (RuntimeException e) {
            // Only the kind of fault: a database's message may repeat the row.
            var tries = transactions.executeWrite(_ -> events.failed(eventId, clock.instant()));
            var cause = e.getClass().getSimpleName();
            if (tries >= ALARM_AFTER) {
                LOG.error("payment message still not carried out event={} tries={} cause={}", eventId, tries, cause);
            } else {
                LOG.warn("payment message not carried out event={} tries={} cause={}", eventId, tries, cause);
            }
            LOG.debug("payment message not carried out", e);
        }
    }

    private void apply(EventRepository.Queued event) {
        var verdict = snapshots.apply(event.provider(), event.said());
        events.conclude(event.id(), verdict, event.said().attemptNo(), true, clock.instant());
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
