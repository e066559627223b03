package market.checkout.payment;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares each finished day's bill with our books, once; every copy may run it. */
@Singleton
class Reconcile {

    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    // An engine that was off for some days looks back so far; bills are kept for years over there.
    private static final int DAYS_BACK = 7;
    // A bill of some hundred thousand lines takes minutes.
    private static final Duration LEASE = Duration.ofMinutes(30);
    // Bills are made during the morning.
    private static final Duration PAUSE = Duration.ofMinutes(30);
    // From here on somebody has to look why there is none.
    private static final int ALARM_AFTER = 48;

    private final Providers providers;
    private final BillRepository bills;
    private final CompareBill compare;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    Reconcile(
            Providers providers,
            BillRepository bills,
            CompareBill compare,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.providers = providers;
        this.bills = bills;
        this.compare = compare;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.payments.reconcile-interval:10m}",
            initialDelay = "${market.payments.reconcile-interval:10m}")
    void run() {
        try {
            open();
            var due = claim();
            while (due != null) {
                compare(due);
                due = claim();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Bills could not be compared; trying again: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Bills could not be compared", e);
        }
    }

    private void open() {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, CompareBill.BILL_ZONE);
        transactions.executeWrite(_ -> {
            for (var provider :
                    providers.all().stream().filter(PaymentProvider::hasBills).toList()) {
                for (var back = 1; back <= DAYS_BACK; back++) {
                    bills.open(provider.name(), today.minusDays(back), now);
                }
            }
            return true;
        });
    }

    private BillRepository.@Nullable Day claim() {
        var now = clock.instant();
        return transactions
                .executeWrite(_ -> bills.claimDue(now, now.plus(LEASE)))
                .orElse(null);
    }

    private void compare(BillRepository.Day day) {
        var provider = providers.find(day.provider());
        var bill = provider.map(each -> each.bill(day.day())).orElseGet(Bill.NotYet::new);
        switch (bill) {
            case Bill.Complete complete -> {
                compare.compare(day, complete.lines(), provider.orElseThrow());
                LOG.info(
                        "bill compared provider={} day={} lines={}",
                        day.provider(),
                        day.day(),
                        complete.lines().size());
            }
            case Bill.NotYet _ -> {
                transactions.executeWrite(_ -> {
                    bills.retryAt(day, clock.instant().plus(PAUSE));
                    return true;
                });
                if (day.tries() >= ALARM_AFTER) {
                    LOG.error("bill still missing provider={} day={}", day.provider(), day.day());
                }
            }
        }
    }
}
