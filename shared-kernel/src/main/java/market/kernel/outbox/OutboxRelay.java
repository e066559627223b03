package market.kernel.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import market.kernel.OutboxListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers publications: one virtual thread per listener, so that a slow projection cannot hold up the others. Woken
 * right after a commit of this copy; commits of other copies are seen at the next poll.
 */
@Singleton
public class OutboxRelay implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_MAX = 200;
    // Longer than any listener's own timeouts, so that two copies do not work on one publication.
    private static final Duration LEASE = Duration.ofSeconds(60);
    // With doubling pauses this is about a day of trying before the operator has to look.
    private static final int ATTEMPTS_MAX = 16;
    private static final Duration RETRY_MAX = Duration.ofHours(2);

    private final Provider<OutboxStore> store;
    private final Provider<OutboxListeners> listeners;
    private final MeterRegistry meters;
    private final Duration pollInterval;
    private final List<Worker> workers = new ArrayList<>();

    OutboxRelay(
            Provider<OutboxStore> store,
            Provider<OutboxListeners> listeners,
            MeterRegistry meters,
            @Value("${market.outbox.poll-interval:100ms}") Duration pollInterval) {
        this.store = store;
        this.listeners = listeners;
        this.meters = meters;
        this.pollInterval = pollInterval;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        for (var listener : listeners.get().all()) {
            var worker = new Worker(listener);
            workers.add(worker);
            worker.thread.start();
        }
    }

    /** Looks for new publications now instead of at the next poll. */
    public void wake() {
        workers.forEach(worker -> worker.signal.release());
    }

    @PreDestroy
    void stop() throws InterruptedException {
        for (var worker : workers) {
            worker.stopping = true;
            worker.signal.release();
        }
        for (var worker : workers) {
            worker.thread.join(Duration.ofSeconds(5));
        }
    }

    private final class Worker implements Runnable {
        final OutboxListener listener;
        final Semaphore signal = new Semaphore(0);
        final Thread thread;
        volatile boolean stopping;

        Worker(OutboxListener listener) {
            this.listener = listener;
            this.thread = Thread.ofVirtual().name("outbox-" + listener.name()).unstarted(this);
        }

        @Override
        public void run() {
            while (!stopping) {
                try {
                    if (deliverBatch() == 0 && signal.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
                        signal.drainPermits();
                    }
                } catch (InterruptedException _) {
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("The outbox of {} could not be read; trying again", listener.name(), e);
                    pauseAfterFault();
                }
            }
        }

        private void pauseAfterFault() {
            try {
                if (signal.tryAcquire(1, TimeUnit.SECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException _) {
                stopping = true;
            }
        }

        private int deliverBatch() {
            var batch = store.get().lease(listener.name(), BATCH_MAX, LEASE);
            if (batch.isEmpty()) {
                return 0;
            }
            try {
                listener.on(batch.stream().map(Publication::event).toList());
                done(batch);
            } catch (RuntimeException e) {
                LOG.debug("A batch of {} failed; handing it over one by one", listener.name(), e);
                deliverOneByOne(batch);
            }
            return batch.size();
        }

        /** What follows a failed event of its own aggregate waits for it: order is part of the promise. */
        private void deliverOneByOne(List<Publication> batch) {
            var heldUp = new HashSet<String>();
            for (var publication : batch) {
                var aggregate = publication.event().aggregateId();
                if (heldUp.contains(aggregate)) {
                    store.get().putBack(publication);
                } else if (!deliverAlone(publication)) {
                    heldUp.add(aggregate);
                }
            }
        }

        private boolean deliverAlone(Publication publication) {
            try {
                listener.on(List.of(publication.event()));
                done(List.of(publication));
                return true;
            } catch (RuntimeException e) {
                var dead = publication.attempts() >= ATTEMPTS_MAX;
                var pause = Duration.ofSeconds(1L << Math.min(publication.attempts() - 1, 13));
                LOG.warn(
                        "{} could not handle event {} (attempt {}{})",
                        listener.name(),
                        publication.eventPosition(),
                        publication.attempts(),
                        dead ? ", given up" : "",
                        e);
                var retryAfter = pause.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : pause;
                store.get().markFailed(publication, retryAfter, dead, String.valueOf(e));
                count("failed", 1);
                return false;
            }
        }

        private void done(List<Publication> publications) {
            store.get()
                    .markDone(
                            listener.name(),
                            publications.stream()
                                    .map(Publication::eventPosition)
                                    .toList());
            count("done", publications.size());
        }

        private void count(String outcome, int amount) {
            meters.counter("market.outbox.deliveries", "listener", listener.name(), "outcome", outcome)
                    .increment(amount);
        }
    }
}
