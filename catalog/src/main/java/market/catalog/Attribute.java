package market.catalog;

import java.math.BigDecimal;
import java.util.List;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A typed attribute of a product type.
 *
 * @param unit UN/ECE Recommendation 20 code, for measures
 * @param isVariantAxis whether its values tell the variants of one product apart
 */
public record Attribute(
        String code,
        AttributeKind kind,
        AttributeLevel level,
        LocalizedText name,
        @Nullable String unit,
        boolean isRequired,
        boolean isFilterable,
        boolean isVariantAxis,
        boolean isSearchable,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        List<AttributeChoice> choices) {

    public Attribute {
        choices = List.copyOf(choices);
    }
}
