package market.catalog.graphql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.Product;
import market.catalog.ProductType;
import market.kernel.GlobalId;
import market.kernel.Language;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A typed value made readable. */
record AttributeValue(
        String code,
        String label,
        List<String> values,
        String displayValue,
        @Nullable String unit,
        @Nullable Product product) {

    private static final LocalizedText YES = new LocalizedText("是", "yes");
    private static final LocalizedText NO = new LocalizedText("否", "no");
    private static final Map<String, String> UNIT_SYMBOLS =
            Map.of("GRM", " g", "KGM", " kg", "P1", "%", "MLT", " ml", "LTR", " L", "CMT", " cm", "MMT", " mm");

    /** What refers to goods that are not on sale is left out. */
    static List<AttributeValue> of(
            ProductType type,
            AttributeLevel level,
            Map<String, List<String>> values,
            Referred referred,
            Language language) {
        return type.attributes().stream()
                .filter(attribute -> attribute.level() == level
                        && values.containsKey(attribute.keys().getFirst()))
                .flatMap(attribute -> switch (attribute.kind()) {
                    case LOCALIZED_TEXT ->
                        Attribute.text(values, attribute.code()).map(text -> of(attribute, text, language)).stream();
                    case REFERENCE ->
                        values.getOrDefault(attribute.code(), List.of()).stream()
                                .flatMap(id -> referred.product(id).stream())
                                .map(product -> of(attribute, product, language));
                    case TEXT, WHOLE, DECIMAL, MEASURE, CHOICE, MULTI_CHOICE, DATE, BOOLEAN ->
                        Stream.of(of(attribute, values.getOrDefault(attribute.code(), List.of()), language));
                })
                .toList();
    }

    private static AttributeValue of(Attribute attribute, LocalizedText text, Language language) {
        var shown = text.in(language);
        return new AttributeValue(attribute.code(), attribute.name().in(language), List.of(shown), shown, null, null);
    }

    private static AttributeValue of(Attribute attribute, Product product, Language language) {
        return new AttributeValue(
                attribute.code(),
                attribute.name().in(language),
                List.of(GlobalId.of("prd", product.id())),
                product.title().in(language),
                null,
                product);
    }

    private static AttributeValue of(Attribute attribute, List<String> values, Language language) {
        var display = values.stream()
                .map(value -> display(attribute, value, language))
                .collect(Collectors.joining(language == Language.EN ? ", " : "、"));
        return new AttributeValue(
                attribute.code(), attribute.name().in(language), values, display, attribute.unit(), null);
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
