package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A product read whole in one statement: variants, certificates and pavilions come as JSON. */
@MappedEntity(value = "product", schema = "catalog")
record ProductRow(
        @Id UUID id,
        UUID merchantId,
        String key,
        String handle,
        String productType,
        String categoryCode,
        String titleZh,
        @Nullable String titleEn,
        String descriptionZh,
        @Nullable String descriptionEn,
        @Nullable String descriptionHtmlZh,
        @Nullable String descriptionHtmlEn,
        String originCode,
        String attributes,
        @Nullable String image,
        String keywords,
        ProductStatus status,
        int version,
        Instant updatedAt,
        String variants,
        String certificates,
        String pavilions,
        String bars,
        String media) {

    private static final TypeReference<Map<String, List<String>>> VALUES = new TypeReference<>() {};

    record TierJson(
            String customerGroup,
            long minQuantity,
            long priceMinor,
            long step,
            @Nullable Long maxQuantity) {

        PriceTier toTier(Currency money) {
            return new PriceTier(customerGroup, minQuantity, new Money(priceMinor, money), step, maxQuantity);
        }
    }

    private record MediaJson(
            UUID id,
            List<Media.Rendition> renditions,
            @Nullable String altZh,
            @Nullable String altEn) {

        ProductMedia toMedia() {
            return new ProductMedia(
                    new Media(new MediaId(id), renditions), altZh == null ? null : new LocalizedText(altZh, altEn));
        }
    }

    private record VariantJson(
            UUID id,
            String sku,
            Map<String, List<String>> attributes,
            long priceMinor,
            String currency,
            @Nullable Long netWeightGrams,
            String unit,
            @Nullable String barcode,
            long minQuantity,
            long quantityStep,
            long casePack,
            @Nullable Long maxQuantity,
            List<TierJson> tiers,
            List<ListedPriceJson> lists,
            @Nullable LocalDate shipsFrom,
            @Nullable Instant preSaleEndsAt) {

        Variant toVariant(ProductId product) {
            var money = Currency.getInstance(currency);
            return new Variant(
                    new VariantId(id),
                    product,
                    sku,
                    attributes,
                    new Money(priceMinor, money),
                    netWeightGrams,
                    unit,
                    barcode,
                    minQuantity,
                    quantityStep,
                    casePack,
                    maxQuantity,
                    tiers.stream().map(tier -> tier.toTier(money)).toList(),
                    lists.stream().map(ListedPriceJson::toListed).toList(),
                    shipsFrom == null || preSaleEndsAt == null ? null : new PreSale(shipsFrom, preSaleEndsAt));
        }
    }

    Product toProduct() {
        var product = new ProductId(id);
        return new Product(
                product,
                new MerchantId(merchantId),
                key,
                handle,
                productType,
                categoryCode,
                new LocalizedText(titleZh, titleEn),
                new LocalizedText(descriptionZh, descriptionEn),
                descriptionHtmlZh == null ? null : new LocalizedText(descriptionHtmlZh, descriptionHtmlEn),
                originCode,
                Json.read(attributes, VALUES),
                image,
                Json.read(media, new TypeReference<List<MediaJson>>() {}).stream()
                        .map(MediaJson::toMedia)
                        .toList(),
                keywords,
                status,
                Json.read(variants, new TypeReference<List<VariantJson>>() {}).stream()
                        .map(variant -> variant.toVariant(product))
                        .toList(),
                Json.read(certificates, new TypeReference<List<Certificate>>() {}),
                Json.read(pavilions, new TypeReference<List<String>>() {}),
                Json.read(bars, new TypeReference<List<ProductBar>>() {}),
                version,
                updatedAt);
    }
}
