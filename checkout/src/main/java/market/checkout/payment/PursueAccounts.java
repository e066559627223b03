package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands merchants' applications in and asks how merchants stand. Every copy may run it. */
@Singleton
class PursueAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(PursueAccounts.class);
    private static final int BATCH_MAX = 8;
    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    // Providers bar merchants without telling.
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(12);

    private final AccountRepository accounts;
    private final Providers providers;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PursueAccounts(
            AccountRepository accounts,
            Providers providers,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.account-interval:2s}",
            initialDelay = "${market.payments.account-interval:2s}")
    void pursue() {
        try {
            var now = clock.instant();
            transactions
                    .executeWrite(_ -> accounts.claimDue(now, now.plus(AskProvider.LEASE), BATCH_MAX))
                    .forEach(this::pursue);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Merchants' accounts could not be looked at; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Merchants' accounts could not be looked at", e);
        }
    }

    private void pursue(AccountRepository.Due due) {
        var marketplace = providers
                .find(due.provider())
                .flatMap(PaymentProvider::marketplace)
                .orElse(null);
        if (marketplace == null) {
            return;
        }
        var dossier = due.dossier();
        var standing =
                dossier == null ? marketplace.standing(due.externalId()) : marketplace.apply(due.externalId(), dossier);
        transactions.executeWrite(_ -> {
            book(due, standing);
            return true;
        });
    }

    private void book(AccountRepository.Due due, Marketplace.Standing standing) {
        var now = clock.instant();
        switch (standing) {
            case Marketplace.Standing.Active active -> {
                accounts.turn(due.id(), MerchantAccount.Status.ACTIVE, active.reference(), "", now);
                accounts.askAgainAt(due.id(), now.plus(BETWEEN_LOOKS));
                LOG.info("merchant account active account={} provider={}", due.externalId(), due.provider());
            }
            case Marketplace.Standing.Refused refused -> {
                var wasActive = accounts.find(due.id())
                        .filter(account -> account.reference() != null)
                        .isPresent();
                accounts.turn(
                        due.id(),
                        wasActive ? MerchantAccount.Status.SUSPENDED : MerchantAccount.Status.ACTION_REQUIRED,
                        null,
                        refused.reason(),
                        now);
                // A barred merchant may be let in again; one that was turned down must apply anew.
                accounts.askAgainAt(due.id(), wasActive ? now.plus(BETWEEN_LOOKS) : null);
                LOG.warn("merchant account refused account={} provider={}", due.externalId(), due.provider());
            }
            case Marketplace.Standing.Waiting _ -> {
                accounts.forgetDossier(due.id());
                accounts.askAgainAt(due.id(), now.plus(pause(due.tries())));
            }
            case Marketplace.Standing.Unknown _ -> accounts.askAgainAt(due.id(), now.plus(pause(due.tries())));
        }
    }

    private static Duration pause(int tries) {
        var pause = Duration.ofSeconds(2L << Math.min(tries, 12));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }
}
