package market.cart;

import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something a shopper should know about a cart; nothing is refused for it here.
 *
 * @param line null when the line is not in the cart any more
 * @param before with {@code PRICE_CHANGED}: the unit price seen earlier
 * @param now with {@code PRICE_CHANGED}: the unit price of today
 * @param quantity with {@code QUANTITY_CUT}: what is left of it in the cart
 */
public record CartWarning(
        Code code,
        @Nullable CartLineId line,
        @Nullable Money before,
        @Nullable Money now,
        @Nullable Long quantity) {

    /** Kinds of warnings. */
    public enum Code {
        PRICE_CHANGED,
        QUANTITY_CUT,
        WITHDRAWN,
        MERCHANT_SUSPENDED,
        BELOW_MINIMUM,
        NOT_A_MULTIPLE
    }

    public static CartWarning of(Code code, @Nullable CartLineId line) {
        return new CartWarning(code, line, null, null, null);
    }
}
