package market.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A product of one merchant with its variants and certificates: all that a page or a search document needs but stock.
 *
 * @param key the merchant's own key
 * @param handle unique in all regions, for URLs
 * @param originCode region it comes from, at any level
 * @param descriptionHtml with its form, sanitised; null when it was written as plain text
 * @param attributes canonical values by attribute code; several values only for multi-choice
 * @param image path below {@code /images/} of the picture that a data pack brought
 * @param media pictures that its merchant sent, in their order
 * @param bars why it is off the shelf though it is listed
 * @param pavilions handles of the pavilions that list it
 */
public record Product(
        ProductId id,
        MerchantId merchant,
        String key,
        String handle,
        String productType,
        String categoryCode,
        LocalizedText title,
        LocalizedText description,
        @Nullable LocalizedText descriptionHtml,
        String originCode,
        Map<String, List<String>> attributes,
        @Nullable String image,
        List<ProductMedia> media,
        String keywords,
        ProductStatus status,
        List<Variant> variants,
        List<Certificate> certificates,
        List<String> pavilions,
        List<ProductBar> bars,
        int version,
        Instant updatedAt) {

    private static final int LIST_WIDTH = 640;

    public Product {
        attributes = Map.copyOf(attributes);
        media = List.copyOf(media);
        variants = List.copyOf(variants);
        certificates = List.copyOf(certificates);
        pavilions = List.copyOf(pavilions);
        bars = List.copyOf(bars);
    }

    /** Path below {@code /images/} of the picture that stands for it in lists. */
    public @Nullable String picture() {
        return media.isEmpty()
                ? image
                : media.getFirst().media().atLeast(LIST_WIDTH).path();
    }

    /** Whether shoppers may see it, as far as the goods are concerned; their merchant must be allowed to sell, too. */
    public boolean isOnSale() {
        return status == ProductStatus.LISTED && bars.isEmpty();
    }
}
