package market.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What goods of a category, and of all below it, need before they may be on sale.
 *
 * @param certificateKinds of which one is enough
 * @param numberAttribute the attribute of the goods that must name the certificate; null when none must
 * @param attributes what must be said of the goods
 * @param reason what merchants are told whose goods do not pass
 */
public record ListingGate(
        String code,
        String categoryCode,
        Kind kind,
        List<String> certificateKinds,
        @Nullable String numberAttribute,
        List<Demand> attributes,
        LocalizedText reason,
        LocalDate effectiveFrom,
        int version) {

    public ListingGate {
        certificateKinds = List.copyOf(certificateKinds);
        attributes = List.copyOf(attributes);
    }

    /** What a gate looks at. */
    public enum Kind {
        /** A certificate that covers the goods. */
        PRODUCT_CERTIFICATE,
        /** A certificate that their merchant holds for any goods, or a food licence in the register of merchants. */
        MERCHANT_LICENCE,
        /** What is said of the goods, such as the values of a label. */
        ATTRIBUTES
    }

    /** An attribute that goods, or each of their variants, must have, within bounds. */
    public record Demand(
            String code, @Nullable BigDecimal min, @Nullable BigDecimal max) {}
}
