package market.catalog.graphql;

import java.util.List;
import market.catalog.ProductId;

/** Asks for the products that one product refers to, as far as they are on sale. */
record ReferencesOf(List<ProductId> products) {}
