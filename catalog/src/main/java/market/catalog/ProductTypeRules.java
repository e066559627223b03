package market.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a definition of a kind of goods by itself. */
final class ProductTypeRules {

    static final int ATTRIBUTES_MAX = 100;
    static final int CHOICES_MAX = 500;
    private static final int NAME_LENGTH_MAX = 60;
    private static final int VOUCHER_DAYS_MAX = 3_650;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");

    private final List<TypeFault> faults = new ArrayList<>();

    private ProductTypeRules() {}

    static List<TypeFault> faults(ProductType type) {
        var rules = new ProductTypeRules();
        rules.require(isCode(type.code()), "code", "格式须如 down_jacket", "must be like down_jacket");
        rules.require(
                isName(type.name().zh()),
                "names",
                "须为 1 至 " + NAME_LENGTH_MAX + " 个字符",
                "must have 1 to " + NAME_LENGTH_MAX + " characters");
        rules.require(
                type.attributes().size() <= ATTRIBUTES_MAX,
                "attributes",
                "最多 " + ATTRIBUTES_MAX,
                "must be at most " + ATTRIBUTES_MAX);
        rules.require(
                type.voucherValidDays() >= 1 && type.voucherValidDays() <= VOUCHER_DAYS_MAX,
                "voucherValidDays",
                "须为 1 至 " + VOUCHER_DAYS_MAX,
                "must be from 1 to " + VOUCHER_DAYS_MAX);
        var codes = new HashSet<String>();
        for (var i = 0; i < type.attributes().size(); i++) {
            var attribute = type.attributes().get(i);
            var path = "attributes." + i;
            rules.require(
                    codes.add(attribute.code()),
                    path + ".code",
                    attribute.code() + " 重复",
                    attribute.code() + " stands twice");
            rules.check(attribute, path);
        }
        return List.copyOf(rules.faults);
    }

    static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    private void check(Attribute attribute, String path) {
        require(isCode(attribute.code()), path + ".code", "格式须如 net_weight", "must be like net_weight");
        require(
                isName(attribute.name().zh()),
                path + ".names",
                "须为 1 至 " + NAME_LENGTH_MAX + " 个字符",
                "must have 1 to " + NAME_LENGTH_MAX + " characters");
        var unit = attribute.unit();
        require(
                attribute.kind() == AttributeKind.MEASURE
                        ? unit != null && UNIT.matcher(unit).matches()
                        : unit == null,
                path + ".unit",
                "计量属性须有 UN/ECE 20 号建议书的单位代码，其他属性没有",
                "measures have a code of UN/ECE Recommendation 20, and nothing else has one");
        var min = attribute.min();
        var max = attribute.max();
        require(
                attribute.kind().isNumber() || (min == null && max == null),
                path + ".min",
                "只有数字才有上下限",
                "only numbers have bounds");
        require(
                min == null || max == null || min.compareTo(max) <= 0,
                path + ".max",
                "不能小于下限",
                "must not be below the minimum");
        require(
                !attribute.isVariantAxis() || attribute.level() == AttributeLevel.VARIANT,
                path + ".isVariantAxis",
                "只有规格属性才能区分规格",
                "only attributes of variants tell them apart");
        checkKind(attribute, path);
        checkChoices(attribute, path + ".choices");
    }

    private void checkKind(Attribute attribute, String path) {
        var kind = attribute.kind();
        require(
                !attribute.isFilterable() || kind.canBeFilteredBy(),
                path + ".isFilterable",
                "多语言文字不能用于筛选",
                "nobody can filter by a text that differs by language");
        require(
                !attribute.isVariantAxis() || kind.canTellVariantsApart(),
                path + ".isVariantAxis",
                "多语言文字和商品引用不能区分规格",
                "neither a text that differs by language nor a reference tells variants apart");
        require(
                !attribute.isSearchable() || kind.canBeSearched(),
                path + ".isSearchable",
                "商品引用不参与搜索",
                "search does not read references");
        require(
                kind != AttributeKind.REFERENCE || attribute.level() == AttributeLevel.PRODUCT,
                path + ".level",
                "商品引用只能是商品属性",
                "references are of the product as a whole");
    }

    private void checkChoices(Attribute attribute, String path) {
        var choices = attribute.choices();
        require(
                attribute.kind().isChoice() != choices.isEmpty(),
                path,
                "选择型属性须有选项，其他属性没有",
                "choices have values to choose from, and nothing else has");
        require(choices.size() <= CHOICES_MAX, path, "最多 " + CHOICES_MAX, "must be at most " + CHOICES_MAX);
        var values = new HashSet<String>();
        for (var i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            require(
                    CHOICE.matcher(choice.value()).matches() && values.add(choice.value()),
                    path + "." + i + ".value",
                    "须为 first_grade 这样的代码，且只出现一次",
                    "must be a code such as first_grade that stands once");
            require(
                    isName(choice.name().zh()),
                    path + "." + i + ".names",
                    "须为 1 至 " + NAME_LENGTH_MAX + " 个字符",
                    "must have 1 to " + NAME_LENGTH_MAX + " characters");
        }
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= NAME_LENGTH_MAX
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private void require(boolean holds, String path, String zh, String en) {
        if (!holds) {
            faults.add(new TypeFault(path, zh, en));
        }
    }
}
