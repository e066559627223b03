package market.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds goods on sale: from the search server, and while that is away, more plainly, from the database. */
@Singleton
public class ProductSearch {

    /** Whose calendar says which day today is. */
    public static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    /** Words first: a filter was chosen from what there is, a word is typed as it comes to mind. */
    private static final List<Set<Loosening>> LOOSENINGS = List.of(
            EnumSet.of(Loosening.WORDS),
            EnumSet.of(Loosening.FILTERS),
            EnumSet.of(Loosening.WORDS, Loosening.FILTERS));

    private static final Logger LOG = LoggerFactory.getLogger(ProductSearch.class);

    private final RecentPages pages;
    private final PlainListings plain;
    private final Timer timer;
    private final Counter degraded;

    ProductSearch(RecentPages pages, PlainListings plain, MeterRegistry meters) {
        this.pages = pages;
        this.plain = plain;
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
        // The count is of all pages, so a walk that was loosened on its first page is so on all.
        for (var loosenings : page.totalCount() > 0 ? List.<Set<Loosening>>of() : LOOSENINGS) {
            var loosened = query.loosened(loosenings).map(pages::find).filter(found -> found.totalCount() > 0);
            if (loosened.isPresent()) {
                return loosened.get().loosenedBy(loosenings);
            }
        }
        return page;
    }
}
