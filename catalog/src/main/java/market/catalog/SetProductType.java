package market.catalog;

import java.util.UUID;

/**
 * Defines a kind of goods as a whole.
 *
 * @param expectedVersion 0 for a new kind
 * @param person who decides
 */
public record SetProductType(ProductType type, int expectedVersion, UUID person) {}
