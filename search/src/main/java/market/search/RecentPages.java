package market.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that were found a moment ago, so that a crowd in front of the same shelf asks the search server a few times a
 * second and not once each. The index itself shows a change only with its next refresh; this adds half a second at most.
 */
@Singleton
class RecentPages {

    private static final Logger LOG = LoggerFactory.getLogger(RecentPages.class);
    private static final long ASKED_ANEW_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration KEPT = Duration.ofMillis(500);
    // Some tens of megabytes, were they all as long as pages may be.
    private static final int PAGES_MAX = 128;

    private final ListingIndex index;
    private final Cache<ListingQuery, Search> searches = Caffeine.newBuilder()
            .maximumSize(PAGES_MAX)
            .expireAfterWrite(KEPT)
            .scheduler(Scheduler.systemScheduler())
            .build();

    /** One search, under way or done; whoever else wants its page waits for it. */
    private static final class Search {
        private final long begun = System.nanoTime();
        private final CompletableFuture<ListingPage> page = new CompletableFuture<>();
        private final AtomicBoolean isFollowed = new AtomicBoolean();

        /** To be asked anew by one of those who read it, while they all still read it. */
        private boolean wantsSuccessor() {
            return System.nanoTime() - begun > ASKED_ANEW_NANOS
                    && page.isDone()
                    && isFollowed.compareAndSet(false, true);
        }
    }

    RecentPages(ListingIndex index) {
        this.index = index;
    }

    /** Throws {@link IndexAwayException} when the search server cannot answer and no page is there. */
    ListingPage find(ListingQuery query) {
        var own = new Search();
        var search = searches.get(query, _ -> own);
        if (search == own) {
            carryOut(query, own);
        } else if (search.wantsSuccessor()) {
            Thread.ofVirtual().name("search-again").start(() -> succeed(query));
        }
        return await(search);
    }

    private void carryOut(ListingQuery query, Search search) {
        try {
            var page = index.search(query);
            // Who finds nothing looks again for what is about to come.
            if (page.totalCount() == 0) {
                searches.asMap().remove(query, search);
            }
            search.page.complete(page);
        } catch (RuntimeException | Error e) {
            // The next one asks again; those who wait already hear the same as this one.
            searches.asMap().remove(query, search);
            search.page.completeExceptionally(e);
        }
    }

    private void succeed(ListingQuery query) {
        var next = new Search();
        try {
            var page = index.search(query);
            next.page.complete(page);
            if (page.totalCount() == 0) {
                searches.invalidate(query);
            } else {
                searches.put(query, next);
            }
        } catch (RuntimeException e) {
            // The page that is there is good until it lapses, and whoever comes then is told.
            LOG.debug("A search could not be repeated", e);
        }
    }

    private static ListingPage await(Search search) {
        try {
            return search.page.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexAwayException("The time for this search is over", e);
        }
    }
}
