package market.search;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of what was found.
 *
 * @param hits of which related ones stand last and are not counted
 * @param totalCount exact up to {@link #COUNT_MAX} and never more; when degraded, what is known to exist from this page on
 * @param facets counted over all hits, not this page; empty when not asked for and when degraded
 * @param loosened what was given up, since nothing was found with all of it
 * @param redirect where the operator wants the shopper to go instead
 * @param degraded answered by the database, without the search server
 */
public record ListingPage(
        List<ListingHit> hits,
        long totalCount,
        List<Facet> facets,
        Set<Loosening> loosened,
        @Nullable String redirect,
        boolean degraded,
        boolean hasNext) {

    /** Counting further would cost the search server more than anybody gains. */
    public static final int COUNT_MAX = 10_000;

    public ListingPage {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
        loosened = Set.copyOf(loosened);
    }

    /** The same with other hits. */
    public ListingPage with(List<ListingHit> others) {
        return new ListingPage(others, totalCount, facets, loosened, redirect, degraded, hasNext);
    }

    ListingPage loosenedBy(Set<Loosening> loosenings) {
        return new ListingPage(hits, totalCount, facets, loosenings, redirect, degraded, hasNext);
    }
}
