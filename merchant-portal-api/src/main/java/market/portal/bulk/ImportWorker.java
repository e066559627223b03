package market.portal.bulk;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries imports on, one at a time in one virtual thread of each copy. Whoever waited longest is next, so a large file holds
 * up a small one for moments only.
 */
@Singleton
class ImportWorker implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);
    private static final Duration TURN = Duration.ofSeconds(5);

    private final BeanProvider<ImportProgress> progress;
    private final BeanProvider<ImportStore> store;
    private final BeanProvider<ImportReading> reading;
    private final BeanProvider<ImportPass> pass;
    private final BeanProvider<TransactionOperations<Connection>> transactions;
    private final Duration pollInterval;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("product-imports").unstarted(this::run);
    private volatile boolean stopping;

    ImportWorker(
            BeanProvider<ImportProgress> progress,
            BeanProvider<ImportStore> store,
            BeanProvider<ImportReading> reading,
            BeanProvider<ImportPass> pass,
            BeanProvider<TransactionOperations<Connection>> transactions,
            @Value("${market.portal.import-interval:500ms}") Duration pollInterval) {
        this.progress = progress;
        this.store = store;
        this.reading = reading;
        this.pass = pass;
        this.transactions = transactions;
        this.pollInterval = pollInterval;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        thread.start();
    }

    /** Looks for imports now instead of at the next poll. */
    void wake() {
        signal.release();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        signal.release();
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!stopping) {
            try {
                if (!turn() && signal.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                LOG.warn("Imports could not be carried on; trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (signal.tryAcquire(1, TimeUnit.SECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException _) {
            stopping = true;
        }
    }

    /** Whether there was anything to do. */
    private boolean turn() {
        var lease = write(() -> progress.get().lease());
        lease.ifPresent(this::work);
        return lease.isPresent();
    }

    private void work(ImportLease lease) {
        try {
            workOn(lease);
        } catch (LostLeaseException _) {
            LOG.info("Another copy carries the import {} on", lease.work().id());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("import", lease.work().id())
                    .setCause(e)
                    .log("an import met an accident; trying again");
            write(() -> {
                progress.get().putBack(lease);
                return lease;
            });
        }
    }

    private void workOn(ImportLease lease) {
        var until = System.nanoTime() + TURN.toNanos();
        var current = lease;
        while (step(current)) {
            var id = current.work().id();
            var read = write(() -> store.get().find(id)).filter(ImportWorker::isUnderWay);
            if (read.isEmpty()) {
                return;
            }
            if (stopping || System.nanoTime() > until) {
                write(() -> {
                    progress.get().pause(lease);
                    return lease;
                });
                return;
            }
            current = new ImportLease(read.get(), lease.token());
        }
    }

    private static boolean isUnderWay(ProductImport work) {
        return switch (work.state()) {
            case READING, CHECKING, APPLYING -> true;
            case CHECKED, COMPLETED, REFUSED, FAILED -> false;
        };
    }

    /** Whether there may be more to do. */
    private boolean step(ImportLease lease) {
        return switch (lease.work().state()) {
            case READING -> {
                reading.get().read(lease);
                yield true;
            }
            case CHECKING -> {
                pass.get().check(lease);
                yield true;
            }
            case APPLYING -> pass.get().apply(lease);
            case CHECKED, COMPLETED, REFUSED, FAILED -> false;
        };
    }

    private <T> T write(Supplier<T> deed) {
        return transactions.get().executeWrite(_ -> deed.get());
    }
}
