package market.catalog;

/**
 * A merchant writes one of its products.
 *
 * @param expectedVersion 0 for a product that shall be new
 */
public record SetProduct(UpsertProduct product, int expectedVersion) {}
