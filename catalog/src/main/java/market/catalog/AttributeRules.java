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

    private static final int TEXT_LENGTH_MAX = 500;
    private static final int SHOWN_LENGTH_MAX = 60;
    // Without an exponent: 1e999999999 is seven characters and a gigabyte of digits.
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,6})?");

    // Java reads years of more digits than any database keeps.
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final ProductType type;
    private final List<AttributeFault> faults = new ArrayList<>();

    AttributeRules(ProductType type) {
        this.type = type;
    }

    List<AttributeFault> faults() {
        return List.copyOf(faults);
    }

    /** The canonical values of a product ({@code sku} null) or of one of its variants; faults are collected. */
    Map<String, List<String>> check(@Nullable String sku, Map<String, String> raw) {
        var level = sku == null ? AttributeLevel.PRODUCT : AttributeLevel.VARIANT;
        var canonical = new LinkedHashMap<String, List<String>>();
        raw.forEach((code, text) -> {
            var attribute = type.attribute(code).filter(known -> known.level() == level);
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
                .filter(attribute -> attribute.level() == level && attribute.isRequired())
                .filter(attribute -> !raw.containsKey(attribute.code()))
                .forEach(attribute -> fault(sku, attribute.code(), "is required", "必填"));
        return canonical;
    }

    private static Optional<List<String>> values(Attribute attribute, String text) {
        return switch (attribute.kind()) {
            case TEXT -> isText(text) ? Optional.of(List.of(text)) : Optional.empty();
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
        };
    }

    /** The database keeps no NUL and no half of a character. */
    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= TEXT_LENGTH_MAX
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
            case TEXT -> "a text of 1 to " + TEXT_LENGTH_MAX + " characters";
            case WHOLE -> "a whole number";
            case DECIMAL -> "a number";
            case MEASURE -> "a number of " + attribute.unit();
            case CHOICE -> "one of " + choices(attribute);
            case MULTI_CHOICE -> "some of " + choices(attribute) + " joined by |";
            case DATE -> "a date such as 2026-04-11";
            case BOOLEAN -> "true or false";
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
            case TEXT -> " 1 至 " + TEXT_LENGTH_MAX + " 个字符的文字";
            case WHOLE -> "整数";
            case DECIMAL -> "数字";
            case MEASURE -> "以 " + attribute.unit() + " 为单位的数字";
            case CHOICE -> "可选值之一：" + choices(attribute);
            case MULTI_CHOICE -> "可选值：" + choices(attribute);
            case DATE -> "日期（如 2026-04-11）";
            case BOOLEAN -> " true 或 false";
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
