package market.catalog;

import market.kernel.MerchantId;

/** A merchant takes a bundle back. */
public record RemoveBundle(MerchantId merchant, BundleId bundle, int expectedVersion) {}
