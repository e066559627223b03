package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.explain.ExplanationDetail;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.Cursor;
import market.merchants.Merchant;
import market.search.Explanation;
import market.search.Facet;
import market.search.ListingHit;
import market.search.ListingIndex;
import market.search.ListingPage;
import market.search.ListingQuery;
import market.search.ListingSort;
import market.search.ProductSearch;
import market.search.SearchRules;
import market.search.text.Mark;
import market.search.text.QueryTokens;

/** Searches: one request answers a page whole, with its facets. */
@Singleton
class ElasticsearchSearch {

    private static final String TIMEOUT = "1500ms";
    private static final int REASONS_MAX = 30;

    private static final int SLIP_FROM = 5;
    private static final String SUGGEST_TIMEOUT = "200ms";

    /** What is read back of a document for a suggestion. */
    record Suggestion(Product product) {}

    /** What is read back of a document. */
    record Stored(Product product, Merchant seller, Map<UUID, Long> available) {

        Map<VariantId, Long> byVariant() {
            return available.entrySet().stream()
                    .collect(Collectors.toMap(entry -> new VariantId(entry.getKey()), Map.Entry::getValue));
        }
    }

    private final ElasticsearchConnection connection;
    private final CatalogueAnalysis analysis;
    private final FacetLabels labels;
    private final ShelfNeighbours neighbours;
    private final SearchRules rules;
    private final Clock clock;
    private final String alias;

    ElasticsearchSearch(
            ElasticsearchConnection connection,
            CatalogueAnalysis analysis,
            FacetLabels labels,
            ShelfNeighbours neighbours,
            SearchRules rules,
            Clock clock,
            @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.analysis = analysis;
        this.labels = labels;
        this.neighbours = neighbours;
        this.rules = rules;
        this.clock = clock;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    /** A query with all that is read from it once. */
    private record Asked(
            ListingQuery query,
            QueryTokens tokens,
            SearchRules.Placing placing,
            LocalDate today,
            FilterQueries filters,
            FacetAggregations facets) {}

    private Asked read(ListingQuery query) {
        var tokens = analysis.current().query(query.words());
        var today = LocalDate.now(clock.withZone(ProductSearch.TRADE_ZONE));
        var filters = new FilterQueries(query, today);
        return new Asked(
                query, tokens, rules.placing(tokens.text()), today, filters, new FacetAggregations(query, filters));
    }

    ListingPage search(ListingQuery query) {
        var asked = read(query);
        var request = request(asked).build();
        var response = connection.search(client -> client.search(request, Stored.class));
        var page = page(asked, response);
        return neighbours.isWanted(query, page) ? neighbours.behind(query, asked.tokens(), page) : page;
    }

    Map<ProductId, ListingIndex.Indexed> read(Collection<ProductId> products) {
        var onSale = Query.of(q -> q.term(term -> term.field("onSale").value(true)));
        var response = connection.search(client -> client.search(
                search -> search.index(alias)
                        .query(q -> q.bool(bool -> bool.filter(onSale, ids(products))))
                        .source(source -> source.filter(filter -> filter.includes("product", "seller", "available")))
                        .size(products.size()),
                Stored.class));
        return response.hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()))
                .collect(Collectors.toMap(
                        stored -> stored.product().id(),
                        stored -> new ListingIndex.Indexed(stored.product(), stored.seller(), stored.byVariant())));
    }

    /** Where the words of a query stand in a text. */
    List<Mark> marks(String words, String text) {
        var current = analysis.current();
        return current.marks(current.query(words), text);
    }

    List<Explanation> explain(ListingQuery query) {
        var request = request(read(query)).explain(true).build();
        var response = connection.search(client -> client.search(request, Stored.class));
        return response.hits().hits().stream()
                .limit(query.first())
                .map(ElasticsearchSearch::explanation)
                .toList();
    }

    private static Explanation explanation(Hit<Stored> hit) {
        var parts = new ArrayList<Explanation.Part>();
        var why = hit.explanation();
        if (why != null) {
            why.details().forEach(detail -> reasons(detail, parts));
        }
        parts.sort(Comparator.comparingDouble(Explanation.Part::worth).reversed());
        return new Explanation(
                Objects.requireNonNull(hit.source()).product(),
                Objects.requireNonNullElse(hit.score(), 0.0),
                parts.stream().limit(REASONS_MAX).toList());
    }

    /** The leaves that name a field or a weight; what stands above them only adds and multiplies. */
    private static void reasons(ExplanationDetail detail, List<Explanation.Part> parts) {
        if (detail.details().isEmpty() || detail.description().startsWith("ConstantScore(")) {
            if (!detail.description().equals("maxBoost")) {
                parts.add(new Explanation.Part(detail.description(), detail.value()));
            }
        } else {
            detail.details().forEach(inner -> reasons(inner, parts));
        }
    }

    /** As typed, and where nothing begins so, with one slip. */
    List<Product> suggest(String typed, int limit) {
        var exact = complete(typed, limit, false);
        return exact.isEmpty() && typed.length() >= SLIP_FROM ? complete(typed, limit, true) : exact;
    }

    private List<Product> complete(String typed, int limit, boolean mayHaveSlip) {
        var response = connection.search(client -> client.search(
                search -> search.index(alias)
                        .source(source -> source.filter(filter -> filter.includes("product")))
                        .suggest(suggest -> suggest.suggesters(
                                "names",
                                names -> names.prefix(typed).completion(completion -> {
                                    completion.field("names").size(limit);
                                    return mayHaveSlip
                                            ? completion.fuzzy(fuzzy -> fuzzy.fuzziness("1")
                                                    .minLength(SLIP_FROM)
                                                    .prefixLength(1))
                                            : completion;
                                })))
                        .timeout(SUGGEST_TIMEOUT),
                Suggestion.class));
        return response.suggest().getOrDefault("names", List.of()).stream()
                .flatMap(names -> names.completion().options().stream())
                .flatMap(option -> Stream.ofNullable(option.source()))
                .map(Suggestion::product)
                .toList();
    }

    private SearchRequest.Builder request(Asked asked) {
        var query = asked.query();
        var search = new SearchRequest.Builder()
                .index(alias)
                .query(Ranking.of(query, words(asked), asked.today(), asked.placing()))
                .size(query.first() + 1)
                .sort(Ranking.sort(query.sort()))
                .source(source -> source.filter(filter -> filter.includes("product", "seller", "available")))
                .trackTotalHits(total -> total.count(ListingPage.COUNT_MAX))
                .allowPartialSearchResults(false)
                .timeout(TIMEOUT);
        if (query.withFacets()) {
            if (!asked.filters().isEmpty()) {
                search.postFilter(asked.filters().all());
            }
            search.aggregations(asked.facets().requests());
        }
        if (query.after() != null) {
            search.searchAfter(Ranking.position(query.sort(), query.after()));
        }
        return search;
    }

    private static Query words(Asked asked) {
        var onSale = Query.of(q -> q.term(term -> term.field("onSale").value(true)));
        return Query.of(q -> q.bool(bool -> {
            bool.filter(onSale);
            // With facets they are put behind the counting.
            if (!asked.query().withFacets() && !asked.filters().isEmpty()) {
                bool.filter(asked.filters().all());
            }
            return bool.must(found(asked));
        }));
    }

    /** What matches the words, and what is pinned to them. */
    private static Query found(Asked asked) {
        var tokens = asked.tokens();
        var placing = asked.placing();
        if (tokens.isEmpty()) {
            return Query.of(all -> all.matchAll(any -> any));
        }
        var matching = asked.query().isLoose() ? WordsQuery.loosely(tokens) : WordsQuery.of(tokens);
        return placing.pinned().isEmpty()
                ? matching
                : Query.of(q -> q.bool(
                        bool -> bool.should(matching, ids(placing.pinned())).minimumShouldMatch("1")));
    }

    static Query ids(Collection<ProductId> products) {
        return Query.of(q -> q.ids(ids -> ids.values(
                products.stream().map(product -> product.value().toString()).toList())));
    }

    private ListingPage page(Asked asked, SearchResponse<Stored> response) {
        var query = asked.query();
        var found = response.hits().hits();
        var hasNext = found.size() > query.first();
        var placing = asked.placing();
        var shown = found.stream().limit(query.first()).toList();
        var order = query.sort() == ListingSort.RELEVANCE && query.merchant() == null
                ? MerchantSpread.of(shown, placing)
                : shown;
        var hits = new ArrayList<ListingHit>();
        for (var i = 0; i < shown.size(); i++) {
            // Cursors stay with places, so that the next page goes on where this one ends.
            hits.add(hit(query.sort(), order.get(i), shown.get(i), placing));
        }
        var total = response.hits().total();
        var count = total == null ? hits.size() : Math.min(total.value(), ListingPage.COUNT_MAX);
        var counted = query.withFacets()
                ? asked.facets().read(response.aggregations(), labels.in(query.language()))
                : List.<Facet>of();
        return new ListingPage(hits, count, counted, Set.of(), placing.path(), false, hasNext);
    }

    private static ListingHit hit(ListingSort sort, Hit<Stored> hit, Hit<Stored> placed, SearchRules.Placing placing) {
        var values = placed.sort();
        var first = values.getFirst();
        var place = first.isDouble() ? Double.toString(first.doubleValue()) : String.valueOf(first.longValue());
        var stored = Objects.requireNonNull(hit.source());
        return new ListingHit(
                stored.product(),
                stored.seller(),
                stored.byVariant(),
                Cursor.of(sort.name(), place, values.getLast().stringValue()),
                false,
                placing.promoted().contains(stored.product().id()));
    }
}
