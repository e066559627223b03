package market.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.catalog.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * What the operator lays down for one query, or for one word of all queries.
 *
 * @param words the query, or for synonyms and stop words the word, in the form in which texts are compared
 * @param products for pins in their order, for the buried and the promoted in any
 * @param alternatives of a synonym: who searches for the words means these too
 * @param path of a redirect: where the front-end shall go instead
 */
public record SearchRule(
        Kind kind,
        String words,
        List<ProductId> products,
        List<String> alternatives,
        @Nullable String path,
        UUID changedBy,
        Instant changedAt) {

    /** At most so many products or alternatives in one rule. */
    public static final int MEMBERS_MAX = 20;

    public static final int WORDS_MAX = 100;

    /** What a rule does. */
    public enum Kind {
        /** Puts products first, whether their texts match or not; filters hold all the same. */
        PIN,
        /** Puts products last. */
        BURY,
        /** Paid for: puts matching products first and marks them. */
        PROMOTE,
        /** Sends the shopper to a page. */
        REDIRECT,
        /** Makes a word find more. */
        SYNONYM,
        /** Makes a word mean nothing. */
        STOP_WORD
    }

    public SearchRule {
        products = List.copyOf(products);
        alternatives = List.copyOf(alternatives);
    }
}
