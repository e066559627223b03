package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionBoostMode;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScore;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Product;
import market.catalog.VariantId;
import market.kernel.Cursor;
import market.merchants.Merchant;
import market.search.Facet;
import market.search.ListingHit;
import market.search.ListingPage;
import market.search.ListingQuery;
import market.search.ListingSort;
import market.search.ProductSearch;
import org.jspecify.annotations.Nullable;

/** Searches: one request answers a page whole, with its facets. */
@Singleton
class ElasticsearchSearch {

    private static final String TIMEOUT = "1500ms";
    private static final double IN_STOCK = 1.15;
    private static final double GI_MARK = 1.05;

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
    private final Clock clock;
    private final String alias;

    ElasticsearchSearch(
            ElasticsearchConnection connection,
            CatalogueAnalysis analysis,
            FacetLabels labels,
            Clock clock,
            @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.analysis = analysis;
        this.labels = labels;
        this.clock = clock;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    ListingPage search(ListingQuery query) {
        var today = LocalDate.now(clock.withZone(ProductSearch.TRADE_ZONE));
        var filters = new FilterQueries(query, today);
        var facets = new FacetAggregations(query, filters);
        var request = request(query, filters, facets, today);
        var response = connection.search(client -> client.search(request, Stored.class));
        return page(query, response, facets);
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

    private SearchRequest request(
            ListingQuery query, FilterQueries filters, FacetAggregations facets, LocalDate today) {
        return SearchRequest.of(search -> {
            search.index(alias)
                    .query(weighed(words(query, query.withFacets() ? null : filters), today))
                    .size(query.first() + 1)
                    .sort(sort(query.sort()))
                    .source(source -> source.filter(filter -> filter.includes("product", "seller", "available")))
                    .trackTotalHits(total -> total.count(ListingPage.COUNT_MAX))
                    .allowPartialSearchResults(false)
                    .timeout(TIMEOUT);
            if (query.withFacets()) {
                search.postFilter(filters.all()).aggregations(facets.requests());
            }
            if (query.after() != null) {
                search.searchAfter(position(query.sort(), query.after()));
            }
            return search;
        });
    }

    private Query words(ListingQuery query, @Nullable FilterQueries filters) {
        var onSale = Query.of(q -> q.term(term -> term.field("onSale").value(true)));
        var tokens = analysis.current().query(query.words());
        return Query.of(q -> q.bool(bool -> {
            bool.filter(onSale);
            if (filters != null) {
                bool.filter(filters.all());
            }
            return bool.must(
                    tokens.isEmpty()
                            ? Query.of(all -> all.matchAll(any -> any))
                            : query.isLoose() ? WordsQuery.loosely(tokens) : WordsQuery.of(tokens));
        }));
    }

    /** Goods that can be bought now, and those with a protected name, stand before their equals. */
    private static Query weighed(Query words, LocalDate today) {
        return Query.of(q -> q.functionScore(score -> score.query(words)
                .functions(
                        weight(
                                IN_STOCK,
                                Query.of(f ->
                                        f.term(term -> term.field("inStock").value(true)))),
                        weight(
                                GI_MARK,
                                Query.of(
                                        f -> f.term(term -> term.field("giMark").value(today.toString())))))
                .scoreMode(FunctionScoreMode.Multiply)
                .boostMode(FunctionBoostMode.Multiply)));
    }

    private static FunctionScore weight(double weight, Query filter) {
        return FunctionScore.of(function -> function.filter(filter).weight(weight));
    }

    private static List<SortOptions> sort(ListingSort sort) {
        var first = switch (sort) {
            case RELEVANCE -> SortOptions.of(by -> by.score(score -> score.order(SortOrder.Desc)));
            case PRICE_ASC -> field("priceMin", SortOrder.Asc);
            case PRICE_DESC -> field("priceMin", SortOrder.Desc);
            case NEWEST -> field("updatedAt", SortOrder.Desc);
        };
        return List.of(first, field("id", SortOrder.Asc));
    }

    private static SortOptions field(String name, SortOrder order) {
        return SortOptions.of(by -> by.field(field -> field.field(name).order(order)));
    }

    private static List<FieldValue> position(ListingSort sort, Cursor after) {
        var value = after.values().getFirst();
        var first = switch (sort) {
            case RELEVANCE -> FieldValue.of(Double.parseDouble(value));
            case PRICE_ASC, PRICE_DESC, NEWEST -> FieldValue.of(Long.parseLong(value));
        };
        return List.of(first, FieldValue.of(after.values().getLast()));
    }

    private ListingPage page(ListingQuery query, SearchResponse<Stored> response, FacetAggregations facets) {
        var found = response.hits().hits();
        var hasNext = found.size() > query.first();
        var hits = found.stream()
                .limit(query.first())
                .map(hit -> hit(query.sort(), hit))
                .toList();
        var total = response.hits().total();
        var count = total == null ? hits.size() : Math.min(total.value(), ListingPage.COUNT_MAX);
        var counted = query.withFacets()
                ? facets.read(response.aggregations(), labels.in(query.language()))
                : List.<Facet>of();
        return new ListingPage(hits, count, counted, Set.of(), false, hasNext);
    }

    private static ListingHit hit(ListingSort sort, Hit<Stored> hit) {
        var values = hit.sort();
        var first = values.getFirst();
        var place = first.isDouble() ? Double.toString(first.doubleValue()) : String.valueOf(first.longValue());
        var stored = Objects.requireNonNull(hit.source());
        return new ListingHit(
                stored.product(),
                stored.seller(),
                stored.byVariant(),
                Cursor.of(sort.name(), place, values.getLast().stringValue()));
    }
}
