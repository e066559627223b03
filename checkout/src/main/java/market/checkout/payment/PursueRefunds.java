package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import market.checkout.payment.PaymentProvider.RefundAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends refunds, always under the number stored before, until the provider proves or refuses them. Every copy may run it. */
@Singleton
class PursueRefunds {

    private static final Logger LOG = LoggerFactory.getLogger(PursueRefunds.class);
    // Far below the provider's bulkhead: refunds must not keep buyers from paying.
    private static final int BATCH_MAX = 8;
    // From here on somebody has to look, though it goes on being tried.
    private static final int ALARM_AFTER = 10;

    private final Providers providers;
    private final IntentRepository intents;
    private final RefundRepository refunds;
    private final RefundDesk desk;
    private final Clawbacks clawbacks;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PursueRefunds(
            Providers providers,
            IntentRepository intents,
            RefundRepository refunds,
            RefundDesk desk,
            Clawbacks clawbacks,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.providers = providers;
        this.intents = intents;
        this.refunds = refunds;
        this.desk = desk;
        this.clawbacks = clawbacks;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.refund-interval:1s}",
            initialDelay = "${market.payments.refund-interval:1s}")
    void pursue() {
        try {
            while (round() == BATCH_MAX) {
                LOG.debug("more refunds are due than one round carries out");
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Refunds could not be carried out; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Refunds could not be carried out", e);
        }
    }

    private int round() {
        var due = transactions.executeWrite(_ -> refunds.claimDue(clock.instant(), AskProvider.LEASE, BATCH_MAX));
        if (!due.isEmpty()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(each -> threads.execute(() -> pursue(each)));
            }
        }
        return due.size();
    }

    private void pursue(RefundRepository.Due due) {
        try {
            var clawbacks = transactions.executeWrite(_ -> prepare(due));
            if (clawbacks.isEmpty()) {
                return;
            }
            var answer = providers.of(due.provider()).refund(due.request().with(clawbacks.get()));
            transactions.executeWrite(_ -> {
                book(due, answer);
                return true;
            });
        } catch (RuntimeException e) {
            // The lease ends and it is tried again under the same number.
            LOG.warn(
                    "refund not carried out refund={} cause={}",
                    due.request().refundNo(),
                    e.getClass().getSimpleName());
            LOG.debug("refund not carried out", e);
        }
    }

    /** What is taken back from others with it; empty while the part is just being let go: then it waits. */
    private Optional<List<RefundRequest.Clawback>> prepare(RefundRepository.Due due) {
        var refund = refunds.find(due.id()).orElseThrow();
        intents.lock(refund.intentId());
        var prepared = clawbacks.prepare(refund, providers.of(due.provider()));
        if (prepared.isEmpty()) {
            refunds.retryAt(due.id(), clock.instant().plus(PollSchedule.BETWEEN_REFUNDS));
        }
        return prepared;
    }

    private void book(RefundRepository.Due due, RefundAnswer answer) {
        var refund = refunds.find(due.id()).orElseThrow();
        var intent = intents.lock(refund.intentId());
        switch (answer) {
            case RefundAnswer.Done _ -> desk.done(refund);
            case RefundAnswer.Refused refused -> desk.refused(intent, refund, refused.cause());
            case RefundAnswer.Unknown _ -> {
                refunds.retryAt(due.id(), clock.instant().plus(PollSchedule.refundPause(due.submitCount())));
                if (due.submitCount() >= ALARM_AFTER) {
                    LOG.error(
                            "refund still not proven refund={} tries={}",
                            due.request().refundNo(),
                            due.submitCount());
                }
            }
        }
    }
}
