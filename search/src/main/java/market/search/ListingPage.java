package market.search;

import java.util.List;

/**
 * One page of what was found.
 *
 * @param totalCount exact up to {@link #COUNT_MAX} and never more; when degraded, what is known to exist from this page on
 * @param facets counted over all hits, not this page; empty when not asked for and when degraded
 * @param degraded answered by the database, without the search server
 */
public record ListingPage(
        List<ListingHit> hits, long totalCount, List<Facet> facets, boolean degraded, boolean hasNext) {

    /** Counting further would cost the search server more than anybody gains. */
    public static final int COUNT_MAX = 10_000;

    public ListingPage {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
    }
}
