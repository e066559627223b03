package market.search;

import java.util.Optional;
import java.util.UUID;
import market.kernel.Cursor;

/** The orders in which goods are listed. Each ends in the product's id, so that no two goods share a place. */
public enum ListingSort {
    RELEVANCE,
    /** Goods from the same county, then the same city, then the same province; among equals the best match first. */
    NEAREST,
    /** By the price of the cheapest variant. */
    PRICE_ASC,
    PRICE_DESC,
    /** Last changed first. */
    NEWEST;

    /** The order of ids, in which the database answers while the search server is away. */
    static final String PLAIN = "PLAIN";

    /** A place in this order, or in the plain one that a walk begun without the search server goes on in. */
    public Optional<Cursor> parse(String text) {
        return Cursor.parse(text, name(), 2)
                .filter(cursor -> isNumber(cursor.values().getFirst()))
                .or(() -> Cursor.parse(text, PLAIN, 1))
                .filter(cursor -> isId(cursor.values().getLast()));
    }

    private boolean isNumber(String text) {
        try {
            return switch (this) {
                case RELEVANCE, NEAREST -> Double.isFinite(Double.parseDouble(text));
                case PRICE_ASC, PRICE_DESC, NEWEST -> Long.parseLong(text) >= 0;
            };
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
