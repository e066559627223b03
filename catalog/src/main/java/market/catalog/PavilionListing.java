package market.catalog;

import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A product that a pavilion shows, or that its curator keeps out.
 *
 * @param position where it stands: of picks as the curator said, of what rules found behind all picks
 * @param isExcluded kept out, whatever the rules find
 * @param title in place of the product's; null when the product's stands
 * @param blurb what the curator says of it; null when nothing
 */
public record PavilionListing(
        UUID pavilion,
        Product product,
        long position,
        boolean isPicked,
        boolean isExcluded,
        @Nullable LocalizedText title,
        @Nullable LocalizedText blurb) {}
