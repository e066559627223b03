package market.portal.bulk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Attribute;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.ProductType;
import market.kernel.Language;
import market.kernel.LocalizedText;

/** What a column of a file can mean. Codes are those by which faults name members of goods. */
final class Fields {

    static final String ATTRIBUTES = "attributes.";

    /**
     * @param isOfProduct the same in all rows of a product, or left empty there
     * @param isNumber written as a number where the format knows numbers
     * @param isText white space at its ends belongs to it
     */
    record Field(
            String code,
            LocalizedText name,
            boolean isOfProduct,
            boolean isNumber,
            boolean isText,
            LocalizedText help) {}

    private static final List<Field> FIXED = List.of(
            product(
                    "key",
                    "商品编码",
                    "Product code",
                    "您自己的编码，同一商品的各行相同",
                    "your own code, the same in all rows of a product"),
            variant("sku", "规格编码", "SKU", false, "您自己的编码，每行一个规格", "your own code; one variant a row"),
            product("product_type", "品类", "Kind", "品类代码，如 green_tea；新商品必填", "code of its kind; new products need one"),
            product("category", "类目", "Category", "类目代码，留空为品类的类目", "code; empty: the category of the kind"),
            product(
                    "handle",
                    "网址名",
                    "Handle",
                    "小写字母、数字和 -，留空自动生成",
                    "lower-case letters, digits and -; made up when empty"),
            product(
                    "title_zh",
                    "中文标题",
                    "Title in Chinese",
                    "1 至 120 个字符；新商品必填",
                    "1 to 120 characters; new products need one"),
            product("title_en", "英文标题", "Title in English", "可留空", "may be empty"),
            product(
                    "description_zh",
                    "中文描述",
                    "Description in Chinese",
                    "纯文字，新商品必填",
                    "plain text; new products need one"),
            product("description_en", "英文描述", "Description in English", "可留空", "may be empty"),
            product("origin", "产地", "Origin", "行政区划代码，如 341500；新商品必填", "GB/T 2260 code; new products need one"),
            product("keywords", "搜索词", "Keywords", "最多 200 个字符", "at most 200 characters"),
            product(
                    "media",
                    "图片",
                    "Pictures",
                    "随导入上传的 ZIP 压缩包中的文件名，按顺序以 | 分隔，最多 50 个，如 正面.jpg|背面.jpg",
                    "names of files in the ZIP archive sent with the import, in their order, joined by |, at most 50"),
            product(
                    "status",
                    "状态",
                    "Status",
                    "DRAFT、LISTED 或 WITHDRAWN；留空不变。须审核的商品先为 IN_REVIEW",
                    "DRAFT, LISTED or WITHDRAWN; empty: as it is. Goods that are reviewed are IN_REVIEW first"),
            product(
                    "version",
                    "版本",
                    "Version",
                    "若填写，商品被他人改过则拒绝",
                    "if given, refused when somebody changed the product"),
            variant("price", "价格", "Price", true, "如 128.00；新规格必填", "such as 128.00; new variants need one"),
            variant("currency", "币种", "Currency", false, "如 CNY，留空为 CNY", "such as CNY, which is meant when empty"),
            variant("unit", "销售单位", "Sale unit", false, "UN/ECE 代码，留空为 H87（件）", "UN/ECE code; empty: H87, pieces"),
            variant("net_weight_grams", "净重（克）", "Net weight (g)", true, "可留空", "may be empty"),
            variant("barcode", "条码", "Barcode", false, "GTIN，可留空", "GTIN; may be empty"),
            variant("min_quantity", "起订量", "Minimum quantity", true, "留空为 1", "empty: 1"),
            variant("quantity_step", "购买步长", "Quantity step", true, "留空为 1", "empty: 1"),
            variant(
                    "case_pack",
                    "每箱件数",
                    "Case pack",
                    true,
                    "整箱出售时填写，留空为 1",
                    "when only whole cases are sold; empty: 1"),
            variant("max_quantity", "限购量", "Maximum quantity", true, "可留空", "may be empty"),
            variant(
                    "tiers",
                    "客户组价格",
                    "Prices of groups",
                    false,
                    "组:起订量:价格:步长[:最多]，多个以 | 分隔，如 TRADE:20:90.00:10",
                    "GROUP:from:price:step[:most], joined by |, such as TRADE:20:90.00:10"));

    private static final Pattern CODE_IN_BRACKETS = Pattern.compile(".*\\[([a-z_]+(?:\\.[A-Za-z0-9_-]+){0,2})\\]\\s*");

    private final Map<String, Field> byCode;
    private final Map<String, String> byName;

    private Fields(Map<String, Field> byCode, Map<String, String> byName) {
        this.byCode = byCode;
        this.byName = byName;
    }

    /** Of goods of these kinds. */
    static Fields of(List<ProductType> kinds) {
        var byCode = new LinkedHashMap<String, Field>();
        FIXED.forEach(field -> byCode.put(field.code(), field));
        kinds.stream()
                .flatMap(kind -> kind.attributes().stream())
                .flatMap(Fields::fields)
                .forEach(field -> byCode.putIfAbsent(field.code(), field));
        // A name that two attributes have tells neither.
        var byName = byCode.values().stream()
                .flatMap(field -> Stream.of(Language.values())
                        .map(language -> Map.entry(field.name().in(language), field.code()))
                        .distinct())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() == 1)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().iterator().next()));
        return new Fields(byCode, byName);
    }

    /** One, or one for each language. */
    private static Stream<Field> fields(Attribute attribute) {
        return attribute.kind() == AttributeKind.LOCALIZED_TEXT
                ? Stream.of(Language.values()).map(language -> field(attribute, language))
                : Stream.of(field(attribute));
    }

    private static Field field(Attribute attribute, Language language) {
        var isChinese = language == Language.ZH_CN;
        var name = attribute.name();
        return new Field(
                ATTRIBUTES + Attribute.key(attribute.code(), language),
                isChinese
                        ? new LocalizedText(name.zh() + "（中文）", name.in(Language.EN) + " in Chinese")
                        : new LocalizedText(name.zh() + "（英文）", name.in(Language.EN) + " in English"),
                attribute.level() == AttributeLevel.PRODUCT,
                false,
                true,
                isChinese && attribute.isRequired()
                        ? new LocalizedText("必填 " + attribute.kind(), "required " + attribute.kind())
                        : new LocalizedText(
                                attribute.kind().name(), attribute.kind().name()));
    }

    private static Field field(Attribute attribute) {
        var unit = attribute.unit() == null ? "" : " " + attribute.unit();
        var choices = attribute.choices().stream()
                .map(choice -> choice.value() + "=" + choice.name().zh())
                .collect(Collectors.joining("|"));
        var kind = attribute.kind() + unit + (choices.isEmpty() ? "" : " " + choices);
        return new Field(
                ATTRIBUTES + attribute.code(),
                attribute.name(),
                attribute.level() == AttributeLevel.PRODUCT,
                false,
                attribute.kind() == AttributeKind.TEXT,
                attribute.isRequired()
                        ? new LocalizedText("必填 " + kind, "required " + kind)
                        : new LocalizedText(kind, kind));
    }

    private static Field product(String code, String zh, String en, String helpZh, String helpEn) {
        var isText = code.startsWith("title") || code.startsWith("description") || code.equals("keywords");
        return new Field(code, new LocalizedText(zh, en), true, false, isText, new LocalizedText(helpZh, helpEn));
    }

    private static Field variant(String code, String zh, String en, boolean isNumber, String helpZh, String helpEn) {
        return new Field(code, new LocalizedText(zh, en), false, isNumber, false, new LocalizedText(helpZh, helpEn));
    }

    List<Field> all() {
        return List.copyOf(byCode.values());
    }

    boolean isKnown(String code) {
        return byCode.containsKey(code);
    }

    /** The same in all rows of a product. */
    boolean isOfProduct(String code) {
        var field = byCode.get(code);
        return field != null && field.isOfProduct();
    }

    /** A cell without the white space that people leave around what they mean. */
    String trimmed(String code, String cell) {
        var field = byCode.get(code);
        return field != null && field.isText() && !cell.isBlank() ? cell : cell.strip();
    }

    /** What a column means that nobody mapped: by its code, a code in brackets behind its name, or its name alone. */
    Optional<String> guess(String column) {
        var name = column.strip();
        var bracketed = CODE_IN_BRACKETS.matcher(name);
        return Stream.<Function<String, Optional<String>>>of(
                        each -> Optional.of(each).filter(this::isKnown),
                        _ -> bracketed.matches()
                                ? Optional.of(bracketed.group(1)).filter(this::isKnown)
                                : Optional.empty(),
                        each -> Optional.ofNullable(byName.get(each)))
                .flatMap(way -> way.apply(name).stream())
                .findFirst();
    }

    /** What a column is called in files that the engine writes. */
    static String title(Field field, Language language) {
        return field.name().in(language) + " [" + field.code() + "]";
    }
}
