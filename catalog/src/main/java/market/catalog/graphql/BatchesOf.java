package market.catalog.graphql;

import market.catalog.ProductId;

/** Loads the batches of a product. */
record BatchesOf(ProductId product) {}
