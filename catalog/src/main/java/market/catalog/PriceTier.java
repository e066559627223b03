package market.catalog;

import market.kernel.Money;

/**
 * The price of one piece for a customer group from a quantity upwards.
 *
 * @param step the quantity must be a multiple of it
 */
public record PriceTier(String customerGroup, long minQuantity, Money price, long step) {}
