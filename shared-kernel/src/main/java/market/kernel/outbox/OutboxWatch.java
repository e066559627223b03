package market.kernel.outbox;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import market.kernel.DomainEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this copy's watchers what any copy said, a moment after its commit. It remembers what the database had committed
 * when it last looked and asks for what became visible since, so a slow or failed look loses nothing.
 */
@Singleton
public class OutboxWatch implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWatch.class);
    private static final long CURRENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration FAULT_PAUSE = Duration.ofSeconds(1);

    private final Provider<OutboxStore> store;
    private final Provider<OutboxListeners> listeners;
    private final Duration pollInterval;
    private final Thread thread = Thread.ofVirtual().name("outbox-watch").unstarted(this::follow);
    private volatile boolean stopping;
    private volatile @Nullable Long lookedAtNanos;

    OutboxWatch(
            Provider<OutboxStore> store,
            Provider<OutboxListeners> listeners,
            @Value("${market.outbox.watch-interval:50ms}") Duration pollInterval) {
        this.store = store;
        this.listeners = listeners;
        this.pollInterval = pollInterval;
    }

    /** Whether everything committed up to a second ago has been told; without that no memory may be trusted. */
    public boolean isCurrent() {
        var looked = lookedAtNanos;
        return looked != null && System.nanoTime() - looked < CURRENT_NANOS;
    }

    /** Tells this copy's watchers at once what it said itself, so that whoever wrote reads the new; twice does no harm. */
    public void tell(List<? extends DomainEvent> events) {
        events.forEach(listeners.get()::tell);
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join(Duration.ofSeconds(5));
    }

    private void follow() {
        String snapshot = null;
        var pause = pollInterval;
        while (!stopping) {
            try {
                var began = System.nanoTime();
                var news = store.get().news(snapshot);
                tell(news.events());
                snapshot = news.snapshot();
                lookedAtNanos = began;
                pause = pollInterval;
            } catch (RuntimeException e) {
                LOG.warn("The outbox could not be followed; trying again", e);
                pause = FAULT_PAUSE;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
