package market.catalog;

import market.kernel.MerchantId;

/** A merchant in a pavilion, which is named by its handle. */
public record PavilionSeat(String pavilion, MerchantId merchant) {}
