package market.catalog;

import market.kernel.MerchantId;

/** A merchant puts one of its products on sale, or takes it off. */
public record SetStatus(MerchantId merchant, ProductId product, ProductStatus status, int expectedVersion) {}
