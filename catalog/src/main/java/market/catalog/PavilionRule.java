package market.catalog;

import java.time.LocalDate;
import market.kernel.MerchantId;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/**
 * Goods that a pavilion takes in by itself: all that is named must hold, what is null is open to all. Only goods of admitted
 * merchants that are on sale are asked.
 *
 * @param categoryCode with all below it
 * @param originCode a region with all below it
 * @param kindCode of product kind
 * @param certificateKind counts only while a certificate of it does
 */
public record PavilionRule(
        @Nullable String categoryCode,
        @Nullable String originCode,
        @Nullable MerchantId merchant,
        @Nullable String kindCode,
        @Nullable String certificateKind) {

    boolean isOpen() {
        return categoryCode == null
                && originCode == null
                && merchant == null
                && kindCode == null
                && certificateKind == null;
    }

    boolean finds(Product product, Taxonomy taxonomy, Regions regions, LocalDate day) {
        return (merchant == null || merchant.equals(product.merchant()))
                && (kindCode == null || kindCode.equals(product.productType()))
                && (originCode == null
                        || Regions.ancestors(regions.current(product.originCode()))
                                .contains(regions.current(originCode)))
                && isInCategory(product, taxonomy)
                && isCertified(product, day);
    }

    private boolean isInCategory(Product product, Taxonomy taxonomy) {
        return categoryCode == null
                || taxonomy.path(product.categoryCode()).stream()
                        .anyMatch(category -> category.code().equals(categoryCode));
    }

    private boolean isCertified(Product product, LocalDate day) {
        return certificateKind == null
                || product.certificates().stream()
                        .anyMatch(certificate ->
                                certificate.kindCode().equals(certificateKind) && certificate.isValidOn(day));
    }
}
