package market.checkout.payment;

import io.micronaut.context.BeanProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import market.checkout.payment.Marketplace.Deed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends payouts, always under the number stored before, until the provider proves or refuses them. Every copy may run it. */
@Singleton
class PursuePayouts {

    private static final Logger LOG = LoggerFactory.getLogger(PursuePayouts.class);
    private static final int BATCH_MAX = 4;

    private final Providers providers;
    private final Payouts payouts;
    // Asked for late: the listener places orders, and orders need payments.
    private final BeanProvider<PaymentListener> listener;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PursuePayouts(
            Providers providers,
            Payouts payouts,
            BeanProvider<PaymentListener> listener,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.providers = providers;
        this.payouts = payouts;
        this.listener = listener;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.payout-interval:5s}",
            initialDelay = "${market.payments.payout-interval:5s}")
    void pursue() {
        try {
            var now = clock.instant();
            transactions
                    .executeWrite(_ -> payouts.claimDue(now, now.plus(AskProvider.LEASE), BATCH_MAX))
                    .forEach(this::pursue);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Payouts could not be carried out; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Payouts could not be carried out", e);
        }
    }

    private void pursue(Payouts.Payout payout) {
        var wish = payout.wish();
        var deed = providers
                .of(wish.provider())
                .marketplace()
                .orElseThrow()
                .payOut(new Marketplace.PayOut(
                        payout.requestNo(), wish.payeeAccount(), wish.payeeName(), wish.amount(), wish.title()));
        transactions.executeWrite(_ -> {
            book(payout, deed);
            return true;
        });
    }

    private void book(Payouts.Payout payout, Deed deed) {
        switch (deed) {
            case Deed.Done _ -> end(payout, Payouts.Status.SUCCEEDED, "");
            case Deed.Refused refused -> {
                LOG.error("payout refused payout={} cause={}", payout.id(), refused.cause());
                end(
                        payout,
                        "RETURNED".equals(refused.cause()) ? Payouts.Status.RETURNED : Payouts.Status.FAILED,
                        refused.cause());
            }
            case Deed.UnderWay _, Deed.Unknown _ ->
                payouts.retryAt(payout.id(), clock.instant().plus(PollSchedule.refundPause(payout.tries())));
        }
    }

    private void end(Payouts.Payout payout, Payouts.Status status, String failure) {
        var now = clock.instant();
        if (payouts.end(payout.id(), status, failure, now)) {
            var wish = payout.wish();
            listener.get()
                    .onPaidOut(new EndedPayout(
                            payout.id(),
                            wish.provider(),
                            wish.beneficiary(),
                            wish.amount(),
                            status == Payouts.Status.SUCCEEDED,
                            now));
            LOG.info("payout ended payout={} status={}", payout.id(), status);
        }
    }
}
