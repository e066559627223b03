package market.catalog.graphql;

import java.util.Map;
import java.util.Optional;
import market.catalog.Product;
import market.catalog.ProductId;
import market.kernel.GlobalId;

/** Products that others refer to, as far as they are on sale. */
record Referred(Map<ProductId, Product> products) {

    static final Referred NOTHING = new Referred(Map.of());

    Optional<Product> product(String globalId) {
        return GlobalId.parse("prd", globalId).map(id -> products.get(new ProductId(id)));
    }
}
