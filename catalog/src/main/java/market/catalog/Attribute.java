package market.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import market.kernel.Language;
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

    /** Of a plain text, and of a text in one language. */
    public static final int TEXT_LENGTH_MAX = 500;

    public Attribute {
        choices = List.copyOf(choices);
    }

    /** Where goods say a text of several languages in one of them: {@code care} has {@code care.zh} and {@code care.en}. */
    public static String key(String code, Language language) {
        return code + "." + language.tag().substring(0, 2);
    }

    /** The code of what is said at a key. */
    public static String codeOf(String key) {
        var end = key.indexOf('.');
        return end < 0 ? key : key.substring(0, end);
    }

    /** Where goods say it: at its code, or at one key for each language, Chinese first. */
    public List<String> keys() {
        return kind == AttributeKind.LOCALIZED_TEXT
                ? Stream.of(Language.values())
                        .map(language -> key(code, language))
                        .toList()
                : List.of(code);
    }

    /** What goods say in several languages by the attribute of this code, if they do. */
    public static Optional<LocalizedText> text(Map<String, List<String>> said, String code) {
        return first(said, key(code, Language.ZH_CN))
                .map(zh -> new LocalizedText(
                        zh, first(said, key(code, Language.EN)).orElse(null)));
    }

    /** What goods say by the attribute of this code, of whatever kind it is. */
    static List<String> said(Map<String, List<String>> values, String code) {
        return values.getOrDefault(code, values.getOrDefault(key(code, Language.ZH_CN), List.of()));
    }

    private static Optional<String> first(Map<String, List<String>> said, String key) {
        return said.getOrDefault(key, List.of()).stream().findFirst();
    }
}
