package market.search;

import java.util.List;
import market.catalog.Product;

/**
 * Why a product stands where it stands.
 *
 * @param score what hits are ordered by
 * @param parts what the score is made of, in the search server's words, the largest first
 */
public record Explanation(Product product, double score, List<Part> parts) {

    public Explanation {
        parts = List.copyOf(parts);
    }

    /** One reason and what it is worth. */
    public record Part(String reason, double worth) {}
}
