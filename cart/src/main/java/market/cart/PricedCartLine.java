package market.cart;

import market.catalog.Bundle;
import market.catalog.Offer;
import market.catalog.PricedLine;
import market.catalog.Pricing;
import org.jspecify.annotations.Nullable;

/**
 * A line with its goods and price; with an {@code unavailableReason} it is shown but not counted.
 *
 * @param together pieces of the variant in all lines of the list
 * @param bundle null when it stands for itself
 */
public record PricedCartLine(
        CartLine line,
        Offer offer,
        PricedLine price,
        @Nullable UnavailableReason unavailableReason,
        long together,
        @Nullable InBundle bundle) {

    /** Why a line cannot be bought now. */
    public enum UnavailableReason {
        WITHDRAWN,
        MERCHANT_SUSPENDED,
        PRE_SALE_ENDED
    }

    /**
     * The bundle of a line as it is now.
     *
     * @param bundle null when the catalogue does not know it
     * @param count how many of it there are
     * @param isInProportion whether all of its lines that are there have their share
     * @param fault why its prices do not count; null when they do
     */
    public record InBundle(
            @Nullable Bundle bundle, long count, boolean isInProportion, CartWarning.@Nullable Code fault) {}

    /** Whether so much of the variant can be bought. */
    public boolean isAllowed() {
        return Pricing.isAllowed(price, together);
    }
}
