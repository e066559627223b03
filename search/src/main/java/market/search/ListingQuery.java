package market.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.kernel.Cursor;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper looks for.
 *
 * @param words as typed; blank finds everything
 * @param category code of a category; all below it count
 * @param pavilion handle of a pavilion that shows the goods
 * @param merchant code of the merchant
 * @param first how many hits a page has
 * @param after where the page before ended, as {@link ListingSort#parse} read it
 * @param withFacets counting costs, so only when somebody reads them
 * @param nearRegion code of where the shopper is: goods from near there stand before their equals
 * @param isLoose any of the words is enough, as {@link Loosening#WORDS}
 */
public record ListingQuery(
        Language language,
        String words,
        @Nullable String category,
        @Nullable String pavilion,
        @Nullable String merchant,
        List<ListingFilter> filters,
        ListingSort sort,
        int first,
        @Nullable Cursor after,
        boolean withFacets,
        @Nullable String nearRegion,
        boolean isLoose) {

    private static final int FIRST = 24;

    public ListingQuery {
        words = words.strip();
        filters = List.copyOf(filters);
    }

    public static ListingQuery of(String words) {
        return new ListingQuery(
                Language.ZH_CN,
                words,
                null,
                null,
                null,
                List.of(),
                ListingSort.RELEVANCE,
                FIRST,
                null,
                true,
                null,
                false);
    }

    public ListingQuery in(Language other) {
        return new ListingQuery(
                other,
                words,
                category,
                pavilion,
                merchant,
                filters,
                sort,
                first,
                after,
                withFacets,
                nearRegion,
                isLoose);
    }

    public ListingQuery within(
            @Nullable String otherCategory, @Nullable String otherPavilion, @Nullable String seller) {
        return new ListingQuery(
                language,
                words,
                otherCategory,
                otherPavilion,
                seller,
                filters,
                sort,
                first,
                after,
                withFacets,
                nearRegion,
                isLoose);
    }

    /** Adds a filter. */
    public ListingQuery with(ListingFilter filter) {
        var more = new ArrayList<>(filters);
        more.add(filter);
        return new ListingQuery(
                language,
                words,
                category,
                pavilion,
                merchant,
                more,
                sort,
                first,
                after,
                withFacets,
                nearRegion,
                isLoose);
    }

    public ListingQuery sortedBy(ListingSort other) {
        return new ListingQuery(
                language,
                words,
                category,
                pavilion,
                merchant,
                filters,
                other,
                first,
                after,
                withFacets,
                nearRegion,
                isLoose);
    }

    public ListingQuery page(int size, @Nullable Cursor from) {
        return new ListingQuery(
                language,
                words,
                category,
                pavilion,
                merchant,
                filters,
                sort,
                size,
                from,
                withFacets,
                nearRegion,
                isLoose);
    }

    public ListingQuery withoutFacets() {
        return new ListingQuery(
                language, words, category, pavilion, merchant, filters, sort, first, after, false, nearRegion, isLoose);
    }

    /** The same with any of its words: empty when it has none. */
    Optional<ListingQuery> loosened() {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListingQuery(
                        language,
                        words,
                        category,
                        pavilion,
                        merchant,
                        filters,
                        sort,
                        first,
                        after,
                        withFacets,
                        nearRegion,
                        true));
    }
}
