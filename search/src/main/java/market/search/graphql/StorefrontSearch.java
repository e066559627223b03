package market.search.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.Product;
import market.graphql.Call;
import market.graphql.Connection.PageInfo;
import market.graphql.ForgottenKeys;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.AvailabilityOf;
import market.inventory.Available;
import market.search.Facet;
import market.search.HotWords;
import market.search.ListingPage;
import market.search.Loosening;
import market.search.ProductSearch;
import market.search.Suggestions;
import market.search.text.Mark;
import org.jspecify.annotations.Nullable;

/** Shoppers' search. */
@Singleton
class StorefrontSearch implements Resolvers {

    /** A hit as it is shown. */
    record Edge(String cursor, Product node, String words, boolean isRelated, boolean isSponsored) {}

    /** Where a search leads instead of to its hits. */
    record SearchRedirect(String path) {}

    /** A page of hits with what is known of all of them. */
    record ProductSearchConnection(
            List<Edge> edges,
            PageInfo pageInfo,
            int totalCount,
            List<Facet> facets,
            List<Loosening> loosened,
            @Nullable SearchRedirect redirect,
            boolean degraded) {

        static ProductSearchConnection of(ListingPage page, String words, boolean isFirst) {
            var edges = page.hits().stream()
                    .map(hit ->
                            new Edge(hit.cursor().encode(), hit.product(), words, hit.isRelated(), hit.isPromoted()))
                    .toList();
            var pageInfo = new PageInfo(
                    page.hasNext(),
                    !isFirst,
                    edges.isEmpty() ? null : edges.getFirst().cursor(),
                    edges.isEmpty() ? null : edges.getLast().cursor());
            return new ProductSearchConnection(
                    edges,
                    pageInfo,
                    Math.toIntExact(page.totalCount()),
                    page.facets(),
                    page.loosened().stream().sorted().toList(),
                    page.redirect() == null ? null : new SearchRedirect(page.redirect()),
                    page.degraded());
        }
    }

    private final ProductSearch search;
    private final SearchInput input;

    private static final int HOT_WORDS_MAX = 20;

    private final Suggestions suggestions;
    private final HotWords hotWords;

    StorefrontSearch(ProductSearch search, SearchInput input, Suggestions suggestions, HotWords hotWords) {
        this.suggestions = suggestions;
        this.hotWords = hotWords;
        this.search = search;
        this.input = input;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("productSearch", this::productSearch)
                .query("searchSuggestions", this::suggestions)
                .query("searchHotWords", _ -> hotWords.top(HOT_WORDS_MAX))
                .type("SearchSuggestions", Suggestions.Suggested.class)
                .type("ProductSearchConnection", ProductSearchConnection.class)
                .surrogateKeys(ProductSearchConnection.class, _ -> List.of(ForgottenKeys.LISTINGS))
                .type("ProductSearchEdge", Edge.class)
                .field(
                        "ProductSearchEdge",
                        Edge.class,
                        "titleMarks",
                        (edge, call) ->
                                search.marks(edge.words(), edge.node().title().in(call.language())))
                .type("TextMark", Mark.class)
                .type("SearchRedirect", SearchRedirect.class)
                .type("Facet", Facet.class)
                .type("FacetValue", Facet.FacetValue.class)
                .field("FacetValue", Facet.FacetValue.class, "parentValue", (value, _) -> value.parent())
                .field("FacetValue", Facet.FacetValue.class, "count", (value, _) -> Math.toIntExact(value.count()));
    }

    private Suggestions.Suggested suggestions(Call call) {
        var typed = call.arguments().text("typed");
        if (typed.codePointCount(0, typed.length()) > Suggestions.TYPED_MAX) {
            throw Refusal.badInput(List.of("typed"), "at most " + Suggestions.TYPED_MAX + " characters");
        }
        return suggestions.suggest(typed, call.language());
    }

    private ProductSearchConnection productSearch(Call call) {
        var query = input.read(call, call.selects("facets"));
        var page = search.search(query);
        for (var hit : page.hits()) {
            call.prime(hit.product().merchant(), hit.seller());
            var available = hit.available();
            if (available != null) {
                call.prime(new AvailabilityOf(hit.product().id()), new Available(available));
            }
        }
        return ProductSearchConnection.of(page, query.words(), query.after() == null);
    }
}
