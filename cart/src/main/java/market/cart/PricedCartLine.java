package market.cart;

import market.catalog.Offer;
import market.catalog.PricedLine;
import org.jspecify.annotations.Nullable;

/** A line with its goods and price; with an {@code unavailableReason} it is shown but not counted. */
public record PricedCartLine(
        CartLine line,
        Offer offer,
        PricedLine price,
        @Nullable UnavailableReason unavailableReason) {

    /** Why a line cannot be bought now. */
    public enum UnavailableReason {
        WITHDRAWN,
        MERCHANT_SUSPENDED
    }
}
