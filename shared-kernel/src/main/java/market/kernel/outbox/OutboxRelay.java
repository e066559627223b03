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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers publications: one virtual thread per listener, so that a slow projection cannot hold up the others. Woken
 * right after a commit of this copy; commits of other copies are seen at the next poll, which is one for all listeners.
 */
@Singleton
public class OutboxRelay implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_MAX = 200;
    // One event after a rest is handed over at once; of many, those that come meanwhile go together.
    private static final Duration GATHERING = Duration.ofMillis(100);
    // Longer than any listener's own timeouts, so that two copies do not work on one publication.
    private static final Duration LEASE = Duration.ofSeconds(60);
    // With doubling pauses this is about a day of trying before the operator has to look.
    private static final int ATTEMPTS_MAX = 16;
    private static final Duration FAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration RETRY_MAX = Duration.ofHours(2);
    // Positions are given before the commit, so that lower ones may be seen later than higher ones.
    private static final long SEEN_LATER = 10_000;
    // How often to look for what is later still, and for second tries.
    private static final Duration WHOLE_LOOK = Duration.ofSeconds(1);

    private final Provider<OutboxStore> store;
    private final Provider<OutboxListeners> listeners;
    private final MeterRegistry meters;
    private final Duration pollInterval;
    private final List<Worker> workers = new ArrayList<>();
    private final Thread poll = Thread.ofVirtual().name("outbox-poll").unstarted(this::poll);
    private final Semaphore end = new Semaphore(0);
    private long nextWholeLook = System.nanoTime();

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
        poll.start();
    }

    /** Wakes those who have something due that no commit of this copy told them of: other copies' events, and second tries. */
    private void poll() {
        var pause = pollInterval;
        try {
            while (!end.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = look() ? pollInterval : FAULT_PAUSE;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() {
        try {
            var now = System.nanoTime();
            var isWhole = now - nextWholeLook >= 0;
            if (isWhole) {
                nextWholeLook = now + WHOLE_LOOK.toNanos();
            }
            var due = store.get()
                    .due(workers.stream()
                            .collect(Collectors.toMap(
                                    worker -> worker.listener.name(), worker -> isWhole ? 0 : worker.from())));
            workers.stream()
                    .filter(worker -> due.contains(worker.listener.name()))
                    .forEach(worker -> worker.lookAgain(isWhole));
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The outbox could not be read; trying again", e);
            return false;
        }
    }

    /** Those who listen to one of the events look for publications now instead of at the next poll. */
    public void wake(Collection<? extends DomainEvent> events) {
        var types = events.stream().map(DomainEvent::getClass).collect(Collectors.toSet());
        for (var worker : workers) {
            if (worker.listener.listensTo().stream().anyMatch(types::contains)) {
                worker.signal.release();
            }
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        end.release();
        for (var worker : workers) {
            worker.stopping = true;
            worker.signal.release();
        }
        for (var worker : workers) {
            worker.thread.join(Duration.ofSeconds(5));
        }
        poll.join(Duration.ofSeconds(5));
    }

    private final class Worker implements Runnable {
        final OutboxListener listener;
        final Semaphore signal = new Semaphore(0);
        final Thread thread;
        volatile boolean stopping;
        private volatile long heard;
        private volatile boolean looksAtAll = true;

        Worker(OutboxListener listener) {
            this.listener = listener;
            this.thread = Thread.ofVirtual().name("outbox-" + listener.name()).unstarted(this);
        }

        /** Behind this is what is not delivered yet, but for what a look at all finds. */
        long from() {
            return Math.max(0, heard - SEEN_LATER);
        }

        void lookAgain(boolean atAll) {
            if (atAll) {
                looksAtAll = true;
            }
            signal.release();
        }

        @Override
        public void run() {
            while (!stopping) {
                try {
                    var delivered = deliverBatch();
                    if (delivered == 0) {
                        signal.acquire();
                        signal.drainPermits();
                    } else if (delivered > 0 && delivered < BATCH_MAX) {
                        Thread.sleep(GATHERING);
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
                if (signal.tryAcquire(FAULT_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException _) {
                stopping = true;
            }
        }

        private int deliverBatch() {
            var from = looksAtAll ? 0 : from();
            looksAtAll = false;
            var batch = store.get().lease(listener.name(), from, BATCH_MAX, LEASE);
            if (batch.isEmpty()) {
                return 0;
            }
            heard = Math.max(heard, batch.getLast().eventPosition());
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
