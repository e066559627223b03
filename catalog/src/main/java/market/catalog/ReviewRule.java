package market.catalog;

import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Whether goods are looked at before they are on sale: those of a category and of all below it, or those of a merchant. Exactly
 * one of the two is named.
 */
public record ReviewRule(
        @Nullable String categoryCode, @Nullable MerchantId merchant, boolean requiresReview) {

    public ReviewRule {
        if ((categoryCode == null) == (merchant == null)) {
            throw new IllegalArgumentException("A rule is of a category or of a merchant");
        }
    }

    public static ReviewRule of(String categoryCode, boolean requiresReview) {
        return new ReviewRule(categoryCode, null, requiresReview);
    }

    public static ReviewRule of(MerchantId merchant, boolean requiresReview) {
        return new ReviewRule(null, merchant, requiresReview);
    }
}
