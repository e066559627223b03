package market.catalog.graphql;

import market.catalog.ProductId;

/** Asks for the bundles in which a product stands. */
record BundlesOf(ProductId product) {}
