package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks about attempts whose time has come: notifications get lost, and a provider's word is never waited for. */
@Singleton
class PollPayments {

    private static final Logger LOG = LoggerFactory.getLogger(PollPayments.class);
    // One round; as many as the provider's bulkhead lets through at a time. The rest is due at the next round.
    private static final int BATCH_MAX = 32;

    private final AttemptRepository attempts;
    private final AskProvider askProvider;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PollPayments(
            AttemptRepository attempts,
            AskProvider askProvider,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.attempts = attempts;
        this.askProvider = askProvider;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${market.payments.poll-interval:1s}", initialDelay = "${market.payments.poll-interval:1s}")
    void poll() {
        try {
            while (round() == BATCH_MAX) {
                LOG.debug("more payments are due than one round asks about");
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Payments could not be polled; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Payments could not be polled", e);
        }
    }

    private int round() {
        var now = clock.instant();
        var due = transactions.executeWrite(_ -> attempts.claimDue(now, now.plus(AskProvider.LEASE), BATCH_MAX));
        if (!due.isEmpty()) {
            try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(attemptNo -> askers.execute(() -> ask(attemptNo)));
            }
        }
        return due.size();
    }

    private void ask(String attemptNo) {
        try {
            askProvider.ask(attemptNo);
        } catch (RuntimeException e) {
            // The lease ends and it is asked about again.
            LOG.warn(
                    "payment poll failed attempt={} cause={}",
                    attemptNo,
                    e.getClass().getSimpleName());
            LOG.debug("payment poll failed attempt={}", attemptNo, e);
        }
    }
}
