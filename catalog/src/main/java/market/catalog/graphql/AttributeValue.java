package market.catalog.graphql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.ProductType;
import market.kernel.Language;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A typed value made readable. */
record AttributeValue(
        String code,
        String label,
        List<String> values,
        String displayValue,
        @Nullable String unit) {

    private static final LocalizedText YES = new LocalizedText("是", "yes");
    private static final LocalizedText NO = new LocalizedText("否", "no");
    private static final Map<String, String> UNIT_SYMBOLS =
            Map.of("GRM", " g", "KGM", " kg", "P1", "%", "MLT", " ml", "LTR", " L", "CMT", " cm", "MMT", " mm");

    static List<AttributeValue> of(
            ProductType type, AttributeLevel level, Map<String, List<String>> values, Language language) {
        return type.attributes().stream()
                .filter(attribute -> attribute.level() == level && values.containsKey(attribute.code()))
                .map(attribute -> of(attribute, values.getOrDefault(attribute.code(), List.of()), language))
                .toList();
    }

    private static AttributeValue of(Attribute attribute, List<String> values, Language language) {
        var display = values.stream()
                .map(value -> display(attribute, value, language))
                .collect(Collectors.joining(language == Language.EN ? ", " : "、"));
        return new AttributeValue(attribute.code(), attribute.name().in(language), values, display, attribute.unit());
    }

    private static String display(Attribute attribute, String value, Language language) {
        if (attribute.kind() == AttributeKind.BOOLEAN) {
            return (value.equals("true") ? YES : NO).in(language);
        }
        if (attribute.kind().isChoice()) {
            return attribute.choices().stream()
                    .filter(choice -> choice.value().equals(value))
                    .findFirst()
                    .map(AttributeChoice::name)
                    .map(name -> name.in(language))
                    .orElse(value);
        }
        var unit = attribute.unit();
        return unit == null ? value : value + UNIT_SYMBOLS.getOrDefault(unit, " " + unit);
    }
}
