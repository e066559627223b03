package market.cart;

import market.catalog.VariantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something a shopper should know about a cart; nothing is refused for it here.
 *
 * @param line null when the line is not in the cart any more
 * @param variant the goods meant, also when no line of them is left
 * @param before with {@code PRICE_CHANGED}: the unit price seen earlier
 * @param now with {@code PRICE_CHANGED}: the unit price of today
 * @param quantity with {@code QUANTITY_CUT}: what is left of it in the cart; with {@code NOT_ENOUGH_STOCK}: how many there are
 */
public record CartWarning(
        Code code,
        @Nullable CartLineId line,
        VariantId variant,
        @Nullable Money before,
        @Nullable Money now,
        @Nullable Long quantity) {

    /** Kinds of warnings. */
    public enum Code {
        PRICE_CHANGED,
        QUANTITY_CUT,
        WITHDRAWN,
        MERCHANT_SUSPENDED,
        PRE_SALE_ENDED,
        BELOW_MINIMUM,
        ABOVE_MAXIMUM,
        NOT_A_MULTIPLE,
        NOT_ENOUGH_STOCK,
        BUNDLE_ENDED,
        BUNDLE_CHANGED
    }

    static CartWarning of(Code code, CartLine line) {
        return new CartWarning(code, line.id(), line.variant(), null, null, null);
    }

    static CartWarning of(Code code, CartLine line, long quantity) {
        return new CartWarning(code, line.id(), line.variant(), null, null, quantity);
    }

    /** A merge left nothing of it. */
    static CartWarning leftOut(VariantId variant) {
        return new CartWarning(Code.QUANTITY_CUT, null, variant, null, null, 0L);
    }
}
