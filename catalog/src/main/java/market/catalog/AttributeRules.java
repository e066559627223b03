package market.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks raw attribute texts against a product type and brings them into canonical form. */
final class AttributeRules {

    private static final int SHOWN_LENGTH_MAX = 60;
    // Without an exponent: 1e999999999 is seven characters and a gigabyte of digits.
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,6})?");

    // Java reads years of more digits than any database keeps.
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Finds the product that a text refers to: its global id, or nothing if there is none to refer to. */
    @FunctionalInterface
    interface References {
        Optional<String> find(Attribute attribute, String text);
    }

    private final ProductType type;
    private final References references;
    private final List<AttributeFault> faults = new ArrayList<>();

    AttributeRules(ProductType type, References references) {
        this.type = type;
        this.references = references;
    }

    List<AttributeFault> faults() {
        return List.copyOf(faults);
    }

    /**
     * The canonical values of a product ({@code sku} null) or of one of its variants, by {@link Attribute#keys}; faults are
     * collected.
     */
    Map<String, List<String>> check(@Nullable String sku, Map<String, String> raw) {
        var level = sku == null ? AttributeLevel.PRODUCT : AttributeLevel.VARIANT;
        var canonical = new LinkedHashMap<String, List<String>>();
        raw.forEach((code, text) -> {
            var attribute = type.attributeSaidAt(code).filter(known -> known.level() == level);
            if (attribute.isEmpty()) {
                fault(
                        sku,
                        code,
                        "the type " + type.code() + " has no such attribute for a "
                                + (sku == null ? "product" : "variant"),
                        "品类 " + type.code() + " 的" + (sku == null ? "商品" : "规格") + "没有这个属性");
            } else {
                values(attribute.get(), text)
                        .ifPresentOrElse(
                                values -> canonical.put(code, values),
                                () -> fault(
                                        sku,
                                        code,
                                        "\"" + shown(text) + "\" is not " + expected(attribute.get()),
                                        "“" + shown(text) + "”不是" + expectedZh(attribute.get())));
            }
        });
        type.attributes().stream()
                .filter(attribute -> attribute.level() == level && isMissing(attribute, raw))
                .forEach(attribute -> fault(sku, attribute.keys().getFirst(), "is required", "必填"));
        return canonical;
    }

    /** A text in any language needs one in Chinese, which all readers fall back to. */
    private static boolean isMissing(Attribute attribute, Map<String, String> raw) {
        var keys = attribute.keys();
        return !raw.containsKey(keys.getFirst())
                && (attribute.isRequired() || keys.stream().anyMatch(raw::containsKey));
    }

    private Optional<List<String>> values(Attribute attribute, String text) {
        return switch (attribute.kind()) {
            case TEXT, LOCALIZED_TEXT -> isText(text) ? Optional.of(List.of(text)) : Optional.empty();
            case WHOLE ->
                number(attribute, text)
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .map(number -> List.of(number.toBigInteger().toString()));
            case DECIMAL, MEASURE ->
                number(attribute, text)
                        .map(number -> List.of(number.stripTrailingZeros().toPlainString()));
            case CHOICE -> isChoice(attribute, text) ? Optional.of(List.of(text)) : Optional.empty();
            case MULTI_CHOICE -> {
                var parts = Arrays.stream(text.split("\\|", -1)).distinct().toList();
                yield parts.stream().allMatch(part -> isChoice(attribute, part))
                        ? Optional.of(parts)
                        : Optional.empty();
            }
            case DATE -> date(text);
            case BOOLEAN -> text.equals("true") || text.equals("false") ? Optional.of(List.of(text)) : Optional.empty();
            case REFERENCE -> references.find(attribute, text).map(List::of);
        };
    }

    /** The database keeps no NUL and no half of a character. */
    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= Attribute.TEXT_LENGTH_MAX
                && text.codePoints()
                        .noneMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t')
                                || Character.getType(c) == Character.SURROGATE);
    }

    private static Optional<BigDecimal> number(Attribute attribute, String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(text);
        var min = attribute.min();
        var max = attribute.max();
        var inRange = (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
        return inRange ? Optional.of(number) : Optional.empty();
    }

    private static Optional<List<String>> date(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(LocalDate.parse(text).toString()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static boolean isChoice(Attribute attribute, String value) {
        return attribute.choices().stream().anyMatch(choice -> choice.value().equals(value));
    }

    private static String expected(Attribute attribute) {
        var kind = switch (attribute.kind()) {
            case TEXT, LOCALIZED_TEXT -> "a text of 1 to " + Attribute.TEXT_LENGTH_MAX + " characters";
            case WHOLE -> "a whole number";
            case DECIMAL -> "a number";
            case MEASURE -> "a number of " + attribute.unit();
            case CHOICE -> "one of " + choices(attribute);
            case MULTI_CHOICE -> "some of " + choices(attribute) + " joined by |";
            case DATE -> "a date such as 2026-04-11";
            case BOOLEAN -> "true or false";
            case REFERENCE -> "the id or key of another product of the merchant";
        };
        return attribute.kind().isNumber() ? kind + range(attribute) : kind;
    }

    private static String range(Attribute attribute) {
        var min = attribute.min();
        var max = attribute.max();
        if (max == null) {
            return min == null ? "" : " from " + min;
        }
        return min == null ? " up to " + max : " from " + min + " to " + max;
    }

    private static List<String> choices(Attribute attribute) {
        return attribute.choices().stream().map(AttributeChoice::value).toList();
    }

    private static String expectedZh(Attribute attribute) {
        var kind = switch (attribute.kind()) {
            case TEXT, LOCALIZED_TEXT -> " 1 至 " + Attribute.TEXT_LENGTH_MAX + " 个字符的文字";
            case WHOLE -> "整数";
            case DECIMAL -> "数字";
            case MEASURE -> "以 " + attribute.unit() + " 为单位的数字";
            case CHOICE -> "可选值之一：" + choices(attribute);
            case MULTI_CHOICE -> "可选值：" + choices(attribute);
            case DATE -> "日期（如 2026-04-11）";
            case BOOLEAN -> " true 或 false";
            case REFERENCE -> "本商家另一商品的 ID 或商品编码";
        };
        return attribute.kind().isNumber() ? kind + rangeZh(attribute) : kind;
    }

    private static String rangeZh(Attribute attribute) {
        var min = attribute.min();
        var max = attribute.max();
        return (min == null ? "" : "，不小于 " + min) + (max == null ? "" : "，不大于 " + max);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…";
    }

    private void fault(@Nullable String sku, String code, String reason, String reasonZh) {
        faults.add(new AttributeFault(sku, "attributes." + code, reason, reasonZh));
    }
}
