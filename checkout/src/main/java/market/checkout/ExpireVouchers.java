package market.checkout;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down which vouchers nobody redeemed in time, and completes what was waiting for them. Every copy may run it. */
@Singleton
class ExpireVouchers {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireVouchers.class);
    // A round that finds as many goes on at once.
    private static final int BATCH_MAX = 200;

    private final VoucherRepository vouchers;
    private final PartCompletion completion;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    ExpireVouchers(
            VoucherRepository vouchers,
            PartCompletion completion,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.vouchers = vouchers;
        this.completion = completion;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${market.vouchers.expire-every:1m}")
    void run() {
        var expired = 0;
        do {
            expired = 0;
            for (var part : vouchers.partsOverdue(clock.instant(), BATCH_MAX)) {
                expired += expire(part);
            }
            // What nobody could expire is left to the next round.
        } while (expired >= BATCH_MAX);
    }

    /** Vouchers of a part and what follows from them, in one transaction of its own. */
    private int expire(UUID part) {
        try {
            var count = transactions.executeWrite(_ -> {
                var now = clock.instant();
                var expired = vouchers.expire(part, now);
                if (expired > 0) {
                    completion.completeIfUsedUp(part, now);
                }
                return expired;
            });
            return count == null ? 0 : count;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("merchantOrder", part).setCause(e).log("vouchers could not be expired yet");
            return 0;
        }
    }
}
