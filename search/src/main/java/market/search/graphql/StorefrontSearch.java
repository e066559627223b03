package market.search.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Connection.Edge;
import market.graphql.Connection.PageInfo;
import market.graphql.ForgottenKeys;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.AvailabilityOf;
import market.inventory.Available;
import market.search.Facet;
import market.search.ListingPage;
import market.search.ProductSearch;

/** Shoppers' search. */
@Singleton
class StorefrontSearch implements Resolvers {

    /** A page of hits with what is known of all of them. */
    record ProductSearchConnection(
            List<Edge> edges, PageInfo pageInfo, int totalCount, List<Facet> facets, boolean degraded) {

        static ProductSearchConnection of(ListingPage page, boolean isFirst) {
            var edges = page.hits().stream()
                    .map(hit -> new Edge(hit.cursor().encode(), hit.product()))
                    .toList();
            var pageInfo = new PageInfo(
                    page.hasNext(),
                    !isFirst,
                    edges.isEmpty() ? null : edges.getFirst().cursor(),
                    edges.isEmpty() ? null : edges.getLast().cursor());
            return new ProductSearchConnection(
                    edges, pageInfo, Math.toIntExact(page.totalCount()), page.facets(), page.degraded());
        }
    }

    private final ProductSearch search;
    private final SearchInput input;

    StorefrontSearch(ProductSearch search, SearchInput input) {
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
                .type("ProductSearchConnection", ProductSearchConnection.class)
                .surrogateKeys(ProductSearchConnection.class, _ -> List.of(ForgottenKeys.LISTINGS))
                .type("ProductSearchEdge", Connection.Edge.class)
                .type("Facet", Facet.class)
                .type("FacetValue", Facet.FacetValue.class)
                .field("FacetValue", Facet.FacetValue.class, "count", (value, _) -> Math.toIntExact(value.count()));
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
        return ProductSearchConnection.of(page, query.after() == null);
    }
}
