package market.catalog;

import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A curator picks a product, or keeps one out.
 *
 * @param title what to write over it in place of the product's
 * @param blurb what to say of it
 */
public record PickListing(
        Pavilion pavilion, Product product, int position, boolean isExcluded, Text title, Text blurb) {

    /** A text to be written, or to be left as it is. */
    public record Text(boolean isGiven, @Nullable LocalizedText value) {

        public static final Text UNCHANGED = new Text(false, null);

        @Nullable
        LocalizedText over(@Nullable LocalizedText current) {
            return isGiven ? value : current;
        }
    }
}
