package market.cart;

import market.catalog.Purchase;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * So much of a variant; a variant has at most one line in a cart, and at most one among those saved for later.
 *
 * @param priceSeenMinor the unit price when the shopper last set the quantity
 * @param found null when nobody said
 * @param note to those who pack
 */
public record CartLine(
        CartLineId id,
        VariantId variant,
        long quantity,
        long priceSeenMinor,
        @Nullable Found found,
        @Nullable String note) {

    public static final int NOTE_LENGTH_MAX = 500;

    /**
     * Where the shopper came upon the goods, for those who are paid for it.
     *
     * @param pavilion handle of a pavilion that listed them then
     * @param referral whoever sent the shopper, in the words of the link
     */
    public record Found(@Nullable String pavilion, @Nullable String referral) {

        static @Nullable Found of(@Nullable String pavilion, @Nullable String referral) {
            return pavilion == null && referral == null ? null : new Found(pavilion, referral);
        }
    }

    /** What it costs depends on where it was found. */
    Purchase bought(Purchase purchase) {
        return purchase.in(found == null ? null : found.pavilion());
    }

    CartLine withQuantity(long newQuantity, long priceSeen) {
        return new CartLine(id, variant, newQuantity, priceSeen, found, note);
    }

    CartLine withNote(@Nullable String newNote) {
        return new CartLine(id, variant, quantity, priceSeenMinor, found, newNote);
    }

    /** The later word counts; silence leaves the earlier one. */
    CartLine found(@Nullable Found newFound) {
        return newFound == null ? this : new CartLine(id, variant, quantity, priceSeenMinor, newFound, note);
    }
}
