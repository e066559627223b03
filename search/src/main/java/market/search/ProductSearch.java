package market.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import market.search.text.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds goods on sale: from the search server, and while that is away, more plainly, from the database. */
@Singleton
public class ProductSearch {

    /** Whose calendar says which day today is. */
    public static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    public static final int EXPLAINED_MAX = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ProductSearch.class);

    private final RecentPages pages;
    private final ListingIndex index;
    private final PlainListings plain;
    private final HotWords hotWords;
    private final Timer timer;
    private final Counter degraded;

    ProductSearch(RecentPages pages, ListingIndex index, PlainListings plain, HotWords hotWords, MeterRegistry meters) {
        this.pages = pages;
        this.index = index;
        this.plain = plain;
        this.hotWords = hotWords;
        this.timer = Timer.builder("market.search.query")
                .description("Answering one search, either way")
                .publishPercentileHistogram()
                .register(meters);
        this.degraded = Counter.builder("market.search.degraded")
                .description("Searches answered without the search server")
                .register(meters);
    }

    public ListingPage search(ListingQuery query) {
        var sample = Timer.start();
        try {
            return answer(query);
        } finally {
            sample.stop(timer);
        }
    }

    /** Where the words of a query stand in a text that is shown for it. */
    public List<Mark> marks(String words, String text) {
        return words.isBlank() ? List.of() : index.marks(words, text);
    }

    /** Why the first hits of a query stand where they stand; nothing while the search server is away. */
    public List<Explanation> explain(String words, int first) {
        try {
            return index.explain(ListingQuery.of(words)
                    .page(Math.min(first, EXPLAINED_MAX), null)
                    .withoutFacets());
        } catch (IndexAwayException e) {
            LOG.debug("Nothing explained: {}", e.toString());
            return List.of();
        }
    }

    private ListingPage answer(ListingQuery query) {
        // A walk that began plainly ends plainly: the places of the two orders mean nothing to one another.
        var after = query.after();
        if (after == null || !after.order().equals(ListingSort.PLAIN)) {
            try {
                return found(query);
            } catch (IndexAwayException e) {
                LOG.debug("Searching plainly: {}", e.toString());
            }
        }
        degraded.increment();
        return plain.search(query);
    }

    private ListingPage found(ListingQuery query) {
        var page = pages.find(query);
        if (page.totalCount() > 0 && query.after() == null) {
            hotWords.found(query.words());
        }
        if (page.totalCount() > 0) {
            return page;
        }
        // The count is of all pages, so a walk that was loosened on its first page is so on all.
        return query.loosened()
                .map(pages::find)
                .filter(loosened -> loosened.totalCount() > 0)
                .map(loosened -> loosened.loosenedBy(Set.of(Loosening.WORDS)))
                .orElse(page);
    }
}
