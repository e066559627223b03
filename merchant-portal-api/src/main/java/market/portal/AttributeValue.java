package market.portal;

import java.util.List;
import java.util.Map;
import market.catalog.Attribute;

/** What is said of goods by one attribute. Public for the packages of both surfaces. */
public record AttributeValue(String code, List<String> values, List<TextInLanguage> texts) {

    public static List<AttributeValue> of(Map<String, List<String>> said) {
        return said.keySet().stream()
                .map(Attribute::codeOf)
                .distinct()
                .sorted()
                .map(code -> new AttributeValue(
                        code,
                        said.getOrDefault(code, List.of()),
                        Attribute.text(said, code).map(TextInLanguage::of).orElse(List.of())))
                .toList();
    }
}
