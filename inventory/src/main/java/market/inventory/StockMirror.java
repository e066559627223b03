package market.inventory;

import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counters in Redis in step with PostgreSQL: takes new levels over after a commit, rebuilds a merchant's counters
 * when they are missing, and declares them missing whenever a step may have been lost.
 */
@Singleton
class StockMirror {

    private static final Logger LOG = LoggerFactory.getLogger(StockMirror.class);
    // Beyond this Redis is away or far behind, and a rebuild later is cheaper than the queue.
    private static final int PENDING_MAX = 2_000;
    private static final long SEED_WAIT_MILLIS = 500;

    private final RedisHolds holds;
    private final RebuildCounters rebuild;
    private final Drift drift;
    private final TransactionOperations<Connection> transactions;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<MerchantId> inDoubt = ConcurrentHashMap.newKeySet();
    private final Map<MerchantId, ReentrantLock> seeding = new ConcurrentHashMap<>();

    StockMirror(
            RedisHolds holds, RebuildCounters rebuild, Drift drift, TransactionOperations<Connection> transactions) {
        this.holds = holds;
        this.rebuild = rebuild;
        this.drift = drift;
        this.transactions = transactions;
    }

    /** Takes levels over once the current transaction has committed; nothing waits for it. */
    void settleAfterCommit(@Nullable ReservationId reservation, List<StockRow> rows) {
        var byMerchant = rows.stream().collect(Collectors.groupingBy(row -> new MerchantId(row.merchantId())));
        onCommit(() -> byMerchant.forEach((merchant, levels) -> settleSoon(merchant, reservation, levels)));
    }

    /** Tells Redis something once the current transaction has committed, if it can be told: it is no promise. */
    void afterCommit(Runnable message) {
        onCommit(() -> soon(
                message, failure -> LOG.warn("Redis was not told of a commit: {}", failure.getMessage()), () -> {}));
    }

    private void onCommit(Runnable deed) {
        transactions
                .findTransactionStatus()
                .orElseThrow(() -> new IllegalStateException("Stock changes inside a transaction only"))
                .registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        deed.run();
                    }
                });
    }

    private void settleSoon(MerchantId merchant, @Nullable ReservationId reservation, List<StockRow> rows) {
        soon(
                () -> holds.settle(
                        merchant,
                        reservation == null ? null : reservation.value(),
                        rows.stream().map(StockRow::toCounter).toList()),
                failure -> {
                    LOG.warn("Counters of merchant {} may be behind", merchant.value(), failure);
                    doubt(merchant);
                },
                () -> inDoubt.add(merchant));
    }

    private void soon(Runnable message, Consumer<RuntimeException> failed, Runnable tooMany) {
        if (pending.incrementAndGet() > PENDING_MAX) {
            pending.decrementAndGet();
            tooMany.run();
            return;
        }
        executor.execute(() -> {
            try {
                message.run();
            } catch (RuntimeException e) {
                failed.accept(e);
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    /** Levels that committed but have not reached Redis yet. */
    int pending() {
        return pending.get();
    }

    /** Closes a merchant for holds until its counters are rebuilt; tried again later when Redis cannot be reached. */
    void doubt(MerchantId merchant) {
        try {
            holds.forget(merchant);
            inDoubt.remove(merchant);
        } catch (RuntimeException _) {
            inDoubt.add(merchant);
        }
    }

    void retryDoubts() {
        inDoubt.forEach(this::doubt);
    }

    /** Rebuilds a merchant's counters; false when somebody else is still at it. */
    boolean seed(MerchantId merchant) {
        var lock = seeding.computeIfAbsent(merchant, _ -> new ReentrantLock());
        try {
            if (!lock.tryLock()) {
                // Whoever has it is rebuilding right now: wait for that instead of doing it once more.
                var done = lock.tryLock(SEED_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (done) {
                    lock.unlock();
                }
                return done;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            rebuild.all(merchant);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Counters of merchant {} could not be rebuilt: {}", merchant.value(), e.getMessage());
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Compares a merchant's counters with PostgreSQL, sets them right, and tells how far they were off. */
    void reconcile(MerchantId merchant) {
        rebuild.exactly(merchant).ifPresent(found -> drift.tell(merchant, found));
    }

    @PreDestroy
    void close() {
        executor.close();
    }
}
