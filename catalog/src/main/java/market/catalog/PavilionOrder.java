package market.catalog;

import java.time.Instant;

/**
 * How what the rules of a pavilion find stands behind its picks. A product's place is a number computed of the product alone,
 * kept with its listing: pages are read off an index.
 */
public enum PavilionOrder {
    /** By when the product was made. */
    NEWEST,
    /** By the lowest price that everybody pays. */
    PRICE_ASC,
    PRICE_DESC;

    /** Picks stand at most here; everything found stands behind. */
    public static final int PICK_MAX = 1_000_000;

    private static final long FOUND_FIRST = PICK_MAX + 1L;
    // Ids are made of the moment in 48 bits of milliseconds.
    private static final int MOMENT_BITS = 48;
    // Above a hundred million yuan.
    private static final long PRICE_MAX = 1L << 40;

    long place(Product product, Instant now) {
        return FOUND_FIRST
                + switch (this) {
                    case NEWEST ->
                        (1L << MOMENT_BITS)
                                - (product.id().value().getMostSignificantBits() >>> (Long.SIZE - MOMENT_BITS));
                    case PRICE_ASC -> price(product, now);
                    case PRICE_DESC -> PRICE_MAX - price(product, now);
                };
    }

    private static long price(Product product, Instant now) {
        var anybody = Purchase.byAnybody(now);
        return product.variants().stream()
                .mapToLong(variant -> Pricing.firstPrice(variant, anybody).minor())
                .min()
                .orElse(PRICE_MAX);
    }
}
