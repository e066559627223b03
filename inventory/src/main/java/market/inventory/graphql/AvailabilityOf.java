package market.inventory.graphql;

import market.catalog.ProductId;

/** Loads what can be bought of a product, by variant. */
record AvailabilityOf(ProductId product) {}
