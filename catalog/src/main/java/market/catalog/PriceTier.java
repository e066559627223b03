package market.catalog;

import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * The price of one piece for a customer group from a quantity upwards.
 *
 * @param step the quantity must be a multiple of it
 * @param maxQuantity most that the group may buy at once; null when nothing but the cart limits it
 */
public record PriceTier(
        String customerGroup,
        long minQuantity,
        Money price,
        long step,
        @Nullable Long maxQuantity) {

    public PriceTier(String customerGroup, long minQuantity, Money price, long step) {
        this(customerGroup, minQuantity, price, step, null);
    }

    /** {@code GROUP:from:price:step}, and {@code :most} when there is one: how files write it. */
    public String toText() {
        return customerGroup + ":" + minQuantity + ":" + price.toMajor() + ":" + step
                + (maxQuantity == null ? "" : ":" + maxQuantity);
    }
}
