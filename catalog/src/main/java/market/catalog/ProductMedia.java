package market.catalog;

import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A picture in its place on a product's page.
 *
 * @param altText what is read out in its place; null when the merchant wrote nothing
 */
public record ProductMedia(Media media, @Nullable LocalizedText altText) {

    /** A page shows so many at most. */
    public static final int MEDIA_MAX = 50;
}
