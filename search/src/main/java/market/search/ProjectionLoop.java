package market.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains dirty products from the start of this copy to its end, in one virtual thread. Every copy has one; those of one
 * release share the work row by row. It also sees to it that there is an index at all.
 */
@Singleton
class ProjectionLoop implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
    private static final Duration RULES_EVERY = Duration.ofSeconds(1);
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final BeanProvider<Projection> projection;
    private final BeanProvider<Reindex> reindex;
    private final BeanProvider<ListingIndex> index;
    private final BeanProvider<DirtyProducts> dirty;
    private final BeanProvider<HotWords> hotWords;
    private final BeanProvider<SearchRules> rules;
    private final BeanProvider<Rebuilds> rebuilds;
    private final BeanProvider<IndexForms> forms;
    private final Clock clock;
    private final Duration pollInterval;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong lagMillis = new AtomicLong();
    private final Thread thread = Thread.ofVirtual().name("search-projection").unstarted(this::run);
    private @Nullable Thread building;
    private long checkAfter;
    private long measureAfter;
    private long countAfter;
    private long rulesAfter;
    private volatile boolean stopping;

    ProjectionLoop(
            BeanProvider<Projection> projection,
            BeanProvider<Reindex> reindex,
            BeanProvider<ListingIndex> index,
            BeanProvider<DirtyProducts> dirty,
            BeanProvider<HotWords> hotWords,
            BeanProvider<SearchRules> rules,
            BeanProvider<Rebuilds> rebuilds,
            BeanProvider<IndexForms> forms,
            Clock clock,
            @Value("${market.search.poll-interval:200ms}") Duration pollInterval) {
        this.projection = projection;
        this.reindex = reindex;
        this.index = index;
        this.dirty = dirty;
        this.hotWords = hotWords;
        this.rules = rules;
        this.rebuilds = rebuilds;
        this.forms = forms;
        this.clock = clock;
        this.pollInterval = pollInterval;
    }

    @jakarta.inject.Inject
    void register(MeterRegistry meters) {
        TimeGauge.builder("market.search.projection.lag", lagMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("Age of the oldest change that no search finds yet")
                .register(meters);
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        thread.start();
    }

    /** Looks for dirty products now instead of at the next poll. */
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
        var rebuild = building;
        if (rebuild != null) {
            reindex.get().giveUp();
            rebuild.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!stopping) {
            var pause = pollInterval;
            try {
                measure();
                pause = turn();
            } catch (IndexAwayException e) {
                LOG.debug("The search server is away: {}", e.toString());
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                LOG.warn("Search documents could not be written; trying again", e);
                pause = PAUSE_AFTER_FAULT;
            }
            if (!sleep(pause)) {
                return;
            }
        }
    }

    /** How long nothing need be done. */
    private Duration turn() {
        var isChecking = clock.millis() >= checkAfter;
        // Also while the search server is away: what changes meanwhile must be noted.
        var isComplete = !isChecking || forms.get().keep();
        if (!index.get().isReachable()) {
            // Whatever comes back may have come back empty.
            checkAfter = 0;
            return pollInterval;
        }
        if (isChecking) {
            checkAfter = clock.millis() + CHECK_EVERY.toMillis();
            if (!isComplete || !index.get().isPublished() || rebuilds.get().isAbandoned()) {
                build();
            }
        }
        return switch (projection.get().drain()) {
            case IDLE -> pollInterval;
            case WROTE -> Duration.ZERO;
            case WROTE_ALL -> gather();
            case INDEX_MISSING -> {
                build();
                yield pollInterval;
            }
        };
    }

    /** One change after a rest is written at once; of many, those that come meanwhile go together. */
    private static Duration gather() {
        LockSupport.parkNanos(GATHERING.toNanos());
        return Duration.ZERO;
    }

    /** Beside the loop, since changes must be found while an index is being built. */
    private void build() {
        var begun = building;
        if (begun == null || !begun.isAlive()) {
            building = Thread.ofVirtual().name("search-rebuild").start(this::rebuild);
        }
    }

    private void rebuild() {
        try {
            reindex.get().run();
        } catch (IndexAwayException e) {
            LOG.debug("The search server is away: {}", e.toString());
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.warn("The search index could not be built; trying again", e);
            }
        }
    }

    private void measure() {
        if (clock.millis() >= measureAfter) {
            measureAfter = clock.millis() + CHECK_EVERY.toMillis();
            lagMillis.set(dirty.get().age().toMillis());
        }
        if (clock.millis() >= rulesAfter) {
            rulesAfter = clock.millis() + RULES_EVERY.toMillis();
            rules.get().refresh();
        }
        if (clock.millis() >= countAfter) {
            countAfter = clock.millis() + COUNT_EVERY.toMillis();
            hotWords.get().exchange();
        }
    }

    private boolean sleep(Duration pause) {
        try {
            if (signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }
}
