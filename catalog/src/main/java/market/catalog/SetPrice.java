package market.catalog;

import market.kernel.MerchantId;
import market.kernel.Money;

/** A merchant sets the list price of one of its variants. */
public record SetPrice(MerchantId merchant, VariantId variant, Money price, int expectedVersion) {}
