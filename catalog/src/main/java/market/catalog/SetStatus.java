package market.catalog;

import market.kernel.MerchantId;

/**
 * A merchant puts one of its products on sale, or takes it off.
 *
 * @param status {@code IN_REVIEW} asks for the review alone
 */
public record SetStatus(MerchantId merchant, ProductId product, ProductStatus status, int expectedVersion) {}
