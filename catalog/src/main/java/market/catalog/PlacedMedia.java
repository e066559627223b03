package market.catalog;

import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Where a product shall show a picture: its place is that in a list.
 *
 * @param altText what is read out in its place, or null
 */
public record PlacedMedia(MediaId media, @Nullable LocalizedText altText) {}
