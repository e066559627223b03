package market.inventory;

import market.catalog.ProductId;

/** Asks what can be bought of a product: a key of the storefront's batches, which answer with {@link Available}. */
public record AvailabilityOf(ProductId product) {}
