package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import market.catalog.Product;
import market.search.ListingHit;
import market.search.ListingPage;
import market.search.ListingQuery;
import market.search.ListingSort;
import market.search.elasticsearch.ElasticsearchSearch.Stored;
import market.search.text.QueryTokens;

/**
 * Goods of the same shelves, shown behind few hits: who looks for a picnic basket and finds one sees other baskets after it.
 * Only behind the first page of a search for words that nothing narrows, since filters say what is wanted.
 */
@Singleton
class ShelfNeighbours {

    /** With as many hits a page is no empty shelf. */
    private static final int FEW = 10;
    /** The kinds of the best hits; those of later ones may be chance. */
    private static final int SHELVES_MAX = 2;

    private static final double ABOUT_AS_GOOD = 0.6;
    private static final String TIMEOUT = "500ms";

    private final ElasticsearchConnection connection;
    private final String alias;

    ShelfNeighbours(
            ElasticsearchConnection connection, @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    boolean isWanted(ListingQuery query, ListingPage page) {
        return !page.hits().isEmpty()
                && page.hits().size() < Math.min(FEW, query.first())
                && query.after() == null
                && query.sort() == ListingSort.RELEVANCE
                && query.filters().isEmpty()
                && query.category() == null
                && query.pavilion() == null
                && query.merchant() == null;
    }

    ListingPage behind(ListingQuery query, QueryTokens tokens, ListingPage page) {
        if (tokens.isEmpty() || tokens.kind() == QueryTokens.Kind.CODE) {
            return page;
        }
        var found = page.hits().stream().map(ListingHit::product).toList();
        var sure = sure(page.hits());
        var room = Math.min(FEW, query.first()) - found.size();
        var wanted = wanted(tokens, found, sure);
        var response = connection.search(client -> client.search(
                search -> search.index(alias)
                        .query(wanted)
                        .size(room)
                        .sort(Ranking.sort(ListingSort.RELEVANCE))
                        .source(source -> source.filter(filter -> filter.includes("product", "seller", "available")))
                        .trackTotalHits(total -> total.enabled(false))
                        .timeout(TIMEOUT),
                Stored.class));
        var end = page.hits().getLast().cursor();
        var hits = new ArrayList<>(page.hits());
        for (Hit<Stored> hit : response.hits().hits()) {
            var stored = Objects.requireNonNull(hit.source());
            hits.add(new ListingHit(stored.product(), stored.seller(), stored.byVariant(), end, true, false));
        }
        return page.with(hits);
    }

    /** Those that match about as well as the best: others may have the words by chance. */
    private static List<Product> sure(List<ListingHit> hits) {
        var best = hits.stream().mapToDouble(ShelfNeighbours::score).max().orElse(0);
        return hits.stream()
                .filter(hit -> score(hit) >= best * ABOUT_AS_GOOD)
                .map(ListingHit::product)
                .toList();
    }

    private static double score(ListingHit hit) {
        return Double.parseDouble(hit.cursor().values().getFirst());
    }

    /** The more of the words they meet the sooner they come. */
    private static Query wanted(QueryTokens tokens, List<Product> found, List<Product> sure) {
        var ofShelves = sure.stream()
                .map(Product::categoryCode)
                .distinct()
                .limit(SHELVES_MAX)
                .map(code ->
                        Query.of(q -> q.term(term -> term.field("categories").value(code))))
                .toList();
        var onSale = Query.of(q -> q.term(term -> term.field("onSale").value(true)));
        var inStock = Query.of(q -> q.term(term -> term.field("inStock").value(true)));
        var known = ElasticsearchSearch.ids(found.stream().map(Product::id).toList());
        return Query.of(q -> q.bool(bool -> bool.filter(onSale)
                .filter(any -> any.bool(shelf -> shelf.should(ofShelves)))
                .mustNot(known)
                .should(WordsQuery.loosely(tokens))
                .should(inStock)));
    }
}
