package market.cart;

import market.catalog.BundleId;
import market.catalog.Purchase;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * So much of a variant, for itself or in a bundle; a cart has at most one line of each, and at most one among those saved for
 * later.
 *
 * @param priceSeenMinor the unit price when the shopper last set the quantity
 * @param found null when nobody said
 * @param note to those who pack
 * @param bundle null when it stands for itself
 */
public record CartLine(
        CartLineId id,
        VariantId variant,
        long quantity,
        long priceSeenMinor,
        @Nullable Found found,
        @Nullable String note,
        @Nullable InBundle bundle) {

    public static final int NOTE_LENGTH_MAX = 500;

    /** What a list of lines has at most one of. */
    record Key(VariantId variant, @Nullable BundleId bundle) {}

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

    /**
     * That a line is part of a bundle. The others of it have as many times their own pieces.
     *
     * @param each pieces of the variant in one bundle, as it was when it was added
     */
    public record InBundle(BundleId id, long each) {}

    Key key() {
        return new Key(variant, bundle == null ? null : bundle.id());
    }

    boolean isIn(BundleId id) {
        return bundle != null && bundle.id().equals(id);
    }

    /** What it costs depends on where it was found. */
    Purchase bought(Purchase purchase) {
        return purchase.in(found == null ? null : found.pavilion());
    }

    CartLine withQuantity(long newQuantity) {
        return new CartLine(id, variant, newQuantity, priceSeenMinor, found, note, bundle);
    }

    CartLine withPriceSeen(long newPriceSeen) {
        return new CartLine(id, variant, quantity, newPriceSeen, found, note, bundle);
    }

    CartLine withNote(@Nullable String newNote) {
        return new CartLine(id, variant, quantity, priceSeenMinor, found, newNote, bundle);
    }

    CartLine in(InBundle newBundle) {
        return new CartLine(id, variant, quantity, priceSeenMinor, found, note, newBundle);
    }

    /** The later word counts; silence leaves the earlier one. */
    CartLine found(@Nullable Found newFound) {
        return newFound == null ? this : new CartLine(id, variant, quantity, priceSeenMinor, newFound, note, bundle);
    }
}
