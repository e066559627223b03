package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back money that came twice or too late, always under the number stored with the capture, until it is gone. */
@Singleton
class RefundSurplus {

    private static final Logger LOG = LoggerFactory.getLogger(RefundSurplus.class);
    // They are rare; a round that finds more leaves them to the next.
    private static final int BATCH_MAX = 10;
    // From here on somebody has to look, though it goes on being tried.
    private static final int ALARM_AFTER = 10;

    private final PaymentProvider provider;
    private final RefundRepository refunds;
    private final AttemptRepository attempts;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    RefundSurplus(
            PaymentProvider provider,
            RefundRepository refunds,
            AttemptRepository attempts,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.provider = provider;
        this.refunds = refunds;
        this.attempts = attempts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.refund-interval:1s}",
            initialDelay = "${market.payments.refund-interval:1s}")
    void refund() {
        try {
            transactions
                    .executeWrite(_ -> refunds.claimDue(clock.instant(), AskProvider.LEASE, BATCH_MAX))
                    .forEach(this::refund);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Refunds could not be carried out; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Refunds could not be carried out", e);
        }
    }

    private void refund(RefundRepository.Due due) {
        var isReturned = provider.refund(due.request());
        transactions.executeWrite(_ -> {
            if (isReturned) {
                // The attempt first, as whoever hears of the refund from the provider does.
                attempts.refunded(due.attemptId(), due.request().amount().minor());
                refunds.succeed(due.attemptId());
            } else {
                refunds.retryAt(due.attemptId(), clock.instant().plus(PollSchedule.refundPause(due.submitCount())));
            }
            return true;
        });
        if (isReturned) {
            LOG.info("surplus payment refunded attempt={}", due.request().attemptNo());
        } else if (due.submitCount() >= ALARM_AFTER) {
            LOG.error(
                    "surplus payment still not refunded attempt={} tries={}",
                    due.request().attemptNo(),
                    due.submitCount());
        }
    }
}
