package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets merchants' parts go and gives others their shares, step by step under numbers stored before. Every copy may run it. */
@Singleton
class PursueSettlements {

    private static final Logger LOG = LoggerFactory.getLogger(PursueSettlements.class);
    // Far below the provider's bulkhead: this must not keep buyers from paying.
    private static final int BATCH_MAX = 8;
    // A part with more shares goes on at the next round.
    private static final int STEPS_MAX = 20;

    private final Providers providers;
    private final SettlementRepository settlements;
    private final SettlementDesk desk;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PursueSettlements(
            Providers providers,
            SettlementRepository settlements,
            SettlementDesk desk,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.providers = providers;
        this.settlements = settlements;
        this.desk = desk;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.settlement-interval:2s}",
            initialDelay = "${market.payments.settlement-interval:2s}")
    void pursue() {
        try {
            while (round() == BATCH_MAX) {
                LOG.debug("more parts are to be settled than one round carries out");
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Parts could not be settled; trying again at the next round: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Parts could not be settled", e);
        }
    }

    private int round() {
        var now = clock.instant();
        var due = transactions.executeWrite(_ -> settlements.claimDue(now, now.plus(AskProvider.LEASE), BATCH_MAX));
        if (!due.isEmpty()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(each -> threads.execute(() -> pursue(each)));
            }
        }
        return due.size();
    }

    private void pursue(UUID id) {
        try {
            for (var step = 0; step < STEPS_MAX && step(id); step++) {
                LOG.debug("settlement goes on settlement={}", id);
            }
        } catch (RuntimeException e) {
            // The lease ends and it is taken up where it stands.
            LOG.warn("part not settled settlement={} cause={}", id, e.getClass().getSimpleName());
            LOG.debug("part not settled", e);
        }
    }

    /** True when the next one can follow. */
    private boolean step(UUID id) {
        var next = transactions.executeWrite(_ -> desk.next(id));
        return switch (next) {
            case SettlementDesk.Step.Rest _ -> false;
            case SettlementDesk.Step.Confirm confirm -> {
                var deed = marketplace(confirm.settlement()).confirm(confirm.request());
                yield transactions.executeWrite(_ -> desk.confirmed(confirm, deed));
            }
            case SettlementDesk.Step.Share share -> {
                var marketplace = marketplace(share.settlement());
                var deed = marketplace.share(request(share, marketplace.platformAccount()));
                yield transactions.executeWrite(_ -> desk.shared(share, deed));
            }
        };
    }

    private Marketplace marketplace(PartSettlement settlement) {
        return providers.of(settlement.provider()).marketplace().orElseThrow();
    }

    private static Marketplace.Share request(SettlementDesk.Step.Share step, String receiver) {
        return new Marketplace.Share(
                step.settlement().tradeNo(),
                step.split().requestNo(),
                step.settlement().subMerchant(),
                step.split().kind(),
                receiver,
                Objects.requireNonNull(step.split().amount()),
                step.isLast());
    }
}
