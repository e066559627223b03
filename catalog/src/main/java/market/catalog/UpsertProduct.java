package market.catalog;

import java.util.List;
import java.util.Map;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Makes a product of a merchant or renews it, found by the merchant's key. Variants are found by their sku; those left out
 * stay.
 *
 * @param richDescription of which the description is the text; null when that is plain
 * @param attributes raw texts by attribute code; several values of a multi-choice are joined by {@code |}
 */
public record UpsertProduct(
        MerchantId merchant,
        String key,
        String handle,
        String productType,
        String categoryCode,
        LocalizedText title,
        LocalizedText description,
        @Nullable RichText richDescription,
        String originCode,
        Map<String, String> attributes,
        @Nullable String image,
        String keywords,
        List<VariantSpec> variants) {

    /** With a plain description. */
    public UpsertProduct(
            MerchantId merchant,
            String key,
            String handle,
            String productType,
            String categoryCode,
            LocalizedText title,
            LocalizedText description,
            String originCode,
            Map<String, String> attributes,
            @Nullable String image,
            String keywords,
            List<VariantSpec> variants) {
        this(
                merchant,
                key,
                handle,
                productType,
                categoryCode,
                title,
                description,
                null,
                originCode,
                attributes,
                image,
                keywords,
                variants);
    }

    UpsertProduct withImage(@Nullable String kept) {
        return with(kept, richDescription);
    }

    /** Whoever writes the text that is there leaves its form. */
    UpsertProduct keeping(Product current) {
        return with(
                current.image(),
                richDescription == null && description.equals(current.description())
                        ? RichText.of(current)
                        : richDescription);
    }

    private UpsertProduct with(@Nullable String newImage, @Nullable RichText newDescription) {
        return new UpsertProduct(
                merchant,
                key,
                handle,
                productType,
                categoryCode,
                title,
                description,
                newDescription,
                originCode,
                attributes,
                newImage,
                keywords,
                variants);
    }

    @Nullable
    String descriptionHtmlZh() {
        return richDescription == null ? null : richDescription.html().zh();
    }

    @Nullable
    String descriptionHtmlEn() {
        return richDescription == null ? null : richDescription.html().en();
    }

    /** A variant as it shall be. */
    public record VariantSpec(
            String sku,
            Map<String, String> attributes,
            Money price,
            @Nullable Long netWeightGrams,
            String unit,
            @Nullable String barcode,
            long minQuantity,
            long quantityStep,
            long casePack,
            @Nullable Long maxQuantity,
            List<PriceTier> tiers) {

        public VariantSpec(
                String sku,
                Map<String, String> attributes,
                Money price,
                @Nullable Long netWeightGrams,
                String unit,
                @Nullable String barcode,
                long minQuantity,
                long casePack,
                List<PriceTier> tiers) {
            this(sku, attributes, price, netWeightGrams, unit, barcode, minQuantity, 1, casePack, null, tiers);
        }
    }
}
