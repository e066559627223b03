package market.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.catalog.ListingGate.Demand;
import market.merchants.Merchant;

/**
 * Whether goods pass gates on a day.
 *
 * @param certificates all that are verified, of the merchant
 */
record GateRules(Merchant merchant, List<FiledCertificate> certificates, LocalDate day) {

    private static final Set<String> FOOD_LICENCES =
            Set.of(CertificateKind.SC.name(), CertificateKind.FOOD_LICENCE.name());

    /** The gates that stop the goods, of those that stand over their category. */
    List<ProductBar> bars(Product product, List<ListingGate> gates) {
        return gates.stream()
                .filter(gate -> !gate.effectiveFrom().isAfter(day))
                .filter(gate -> !passes(product, gate))
                .map(gate -> new ProductBar(ProductBar.Cause.GATE, gate.code(), gate.reason()))
                .toList();
    }

    private boolean passes(Product product, ListingGate gate) {
        return switch (gate.kind()) {
            case PRODUCT_CERTIFICATE ->
                certificates.stream()
                        .filter(filed -> filed.products().contains(product.id()))
                        .anyMatch(filed -> counts(filed, gate) && isNamed(filed, product, gate));
            case MERCHANT_LICENCE ->
                certificates.stream().anyMatch(filed -> counts(filed, gate))
                        || (merchant.foodLicence() != null
                                && gate.certificateKinds().stream().anyMatch(FOOD_LICENCES::contains));
            case ATTRIBUTES -> gate.attributes().stream().allMatch(demand -> isSaid(product, demand));
        };
    }

    private boolean counts(FiledCertificate filed, ListingGate gate) {
        return gate.certificateKinds().contains(filed.certificate().kindCode()) && filed.countsOn(day);
    }

    private static boolean isNamed(FiledCertificate filed, Product product, ListingGate gate) {
        var attribute = gate.numberAttribute();
        return attribute == null
                || Attribute.said(product.attributes(), attribute)
                        .contains(filed.certificate().number());
    }

    /** Of the product, or of every one of its variants. */
    private static boolean isSaid(Product product, Demand demand) {
        return isWithin(product.attributes(), demand)
                || (!product.variants().isEmpty()
                        && product.variants().stream().allMatch(variant -> isWithin(variant.attributes(), demand)));
    }

    private static boolean isWithin(Map<String, List<String>> values, Demand demand) {
        var said = Attribute.said(values, demand.code());
        return !said.isEmpty() && said.stream().allMatch(value -> isWithin(value, demand));
    }

    private static boolean isWithin(String value, Demand demand) {
        var min = demand.min();
        var max = demand.max();
        if (min == null && max == null) {
            return true;
        }
        try {
            var number = new BigDecimal(value);
            return (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
