package market.cart;

import market.catalog.VariantId;

/**
 * So much of a variant; a variant has at most one line in a cart.
 *
 * @param priceSeenMinor the unit price when the shopper last set the quantity
 */
public record CartLine(CartLineId id, VariantId variant, long quantity, long priceSeenMinor) {}
