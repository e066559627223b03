package market.portal.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import market.catalog.Attribute;
import market.catalog.AttributeFault;
import market.catalog.AttributeLevel;
import market.catalog.ForbiddenClaims;
import market.catalog.MediaId;
import market.catalog.Product;
import market.catalog.ProductEdit;
import market.catalog.ProductMedia;
import market.catalog.ProductStatus;
import market.catalog.ProductType;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProduct.VariantSpec;
import market.catalog.Variant;
import market.kernel.Digests;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** The rows of one product: what they say of it as a whole, and one variant each. */
final class ProductRows {

    // What is in review shall be on sale: files that were exported meanwhile come back as they are.
    private static final Map<String, ProductStatus> STATUSES = Map.of(
            "DRAFT", ProductStatus.DRAFT,
            "草稿", ProductStatus.DRAFT,
            "LISTED", ProductStatus.LISTED,
            "上架", ProductStatus.LISTED,
            "WITHDRAWN", ProductStatus.WITHDRAWN,
            "下架", ProductStatus.WITHDRAWN,
            "IN_REVIEW", ProductStatus.LISTED,
            "审核中", ProductStatus.LISTED);
    private static final int FROM_KEY_MAX = 60;

    private final MerchantId merchant;
    private final String key;
    private final List<ImportRow> rows;
    private final Map<String, String> said = new HashMap<>();
    private final List<AttributeFault> ownFaults = new ArrayList<>();
    private final Map<AttributeFault, Long> rowOfFault = new HashMap<>();
    private final Taxonomy taxonomy;
    private final Predicate<String> isRegion;
    private final Map<String, ImportMedia.Found> media;

    /** @param rows all of one product, in the order of the file */
    ProductRows(
            MerchantId merchant,
            List<ImportRow> rows,
            Fields fields,
            Taxonomy taxonomy,
            Predicate<String> isRegion,
            Map<String, ImportMedia.Found> media) {
        this.merchant = merchant;
        this.rows = rows;
        this.key = rows.getFirst().key();
        this.taxonomy = taxonomy;
        this.isRegion = isRegion;
        this.media = media;
        fields.all().stream()
                .map(Fields.Field::code)
                .filter(field -> !field.startsWith(Fields.ATTRIBUTES) && !field.equals("key"))
                .filter(fields::isOfProduct)
                .forEach(field -> collect(field, said, ownFaults));
    }

    String key() {
        return key;
    }

    /** One text for all rows: each repeats it or says nothing. */
    private void collect(String field, Map<String, String> target, List<AttributeFault> faults) {
        var isGiven = false;
        ImportRow first = null;
        for (var row : rows) {
            var cell = row.cells().get(field);
            isGiven |= cell != null;
            if (cell == null || cell.isEmpty()) {
                continue;
            }
            if (first == null) {
                first = row;
            } else if (!cell.equals(first.cells().get(field))) {
                var fault = new AttributeFault(
                        row.sku(),
                        field,
                        "differs from row " + first.number() + " of the same product",
                        "与同一商品的第 " + first.number() + " 行不一致");
                faults.add(fault);
                rowOfFault.put(fault, row.number());
            }
        }
        if (isGiven) {
            target.put(field, first == null ? "" : first.cells().getOrDefault(field, ""));
        }
    }

    ProductEdit edit() {
        var version = text("version");
        if (version.filter(text -> !text.matches("[0-9]{1,9}")).isPresent()) {
            fault(ownFaults, "version", "须为整数", "must be a whole number");
        }
        var status = text("status").map(text -> text.toUpperCase(Locale.ROOT));
        if (status.filter(text -> !STATUSES.containsKey(text)).isPresent()) {
            fault(ownFaults, "status", "须为 DRAFT、LISTED 或 WITHDRAWN", "must be DRAFT, LISTED or WITHDRAWN");
        }
        return new ProductEdit(
                key,
                version.filter(text -> text.matches("[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .orElse(null),
                status.map(STATUSES::get).orElse(null),
                this::edited);
    }

    private ProductEdit.Edited edited(@Nullable Product current) {
        var faults = new ArrayList<>(ownFaults);
        if (!ProductForms.isKey(key)) {
            fault(faults, "key", "须为 1 至 64 个字母、数字或 ._-", "must be 1 to 64 letters, digits or ._-");
        }
        var type = text("product_type").orElse(current == null ? "" : current.productType());
        var kind = taxonomy.productType(type);
        var title = localized("title", current == null ? null : current.title(), ProductForms.TITLE_LENGTH_MAX, faults);
        var description = localized(
                "description",
                current == null ? null : current.description(),
                ProductForms.DESCRIPTION_LENGTH_MAX,
                faults);
        var handle = handle(current, faults);
        var origin = origin(current, faults);
        var keywords = keywords(current, faults);
        if (type.isEmpty()) {
            fault(faults, "product_type", "新商品必填", "a new product needs one");
        }
        var variants = variants(current, kind, faults);
        var pictures = said.containsKey("media") ? pictures(faults) : null;
        var attributes = attributes(kind, current == null ? Map.of() : current.attributes(), faults);
        if (type.isEmpty() || title == null || description == null || variants == null) {
            return ProductEdit.Edited.refused(faults);
        }
        return new ProductEdit.Edited(
                new UpsertProduct(
                        merchant,
                        key,
                        handle,
                        type,
                        category(current, kind),
                        title,
                        description,
                        origin,
                        attributes,
                        null,
                        keywords,
                        variants),
                pictures,
                faults);
    }

    /** Names of pictures in a cell. */
    static List<String> names(String cell) {
        return Stream.of(cell.split("\\|"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private List<MediaId> pictures(List<AttributeFault> faults) {
        var names = names(said.getOrDefault("media", ""));
        if (names.size() > ProductMedia.MEDIA_MAX) {
            fault(faults, "media", "最多 " + ProductMedia.MEDIA_MAX + " 张图片", "has at most 50 pictures");
        }
        var found = new LinkedHashSet<MediaId>();
        for (var name : names) {
            switch (Objects.requireNonNull(media.get(name))) {
                case ImportMedia.Found.Faulty faulty ->
                    fault(
                            faults,
                            "media",
                            faulty.reason().zh(),
                            Objects.requireNonNullElse(
                                    faulty.reason().en(), faulty.reason().zh()));
                case ImportMedia.Found.Made made -> {
                    if (!found.add(made.media())) {
                        fault(faults, "media", name + "：重复", name + ": is named twice");
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private String category(@Nullable Product current, Optional<ProductType> kind) {
        var ofKind = kind.map(ProductType::categoryCode).orElse("");
        if (current != null && !said.containsKey("category")) {
            // Goods that become of another kind move with it.
            return kind.filter(type -> !type.code().equals(current.productType()))
                            .isPresent()
                    ? ofKind
                    : current.categoryCode();
        }
        return text("category").orElse(ofKind);
    }

    private String handle(@Nullable Product current, List<AttributeFault> faults) {
        var handle = text("handle").orElseGet(() -> current == null ? handleOfKey() : current.handle());
        if (!ProductForms.isHandle(handle)) {
            fault(
                    faults,
                    "handle",
                    "须为以 - 相连的小写字母和数字，最多 100 个字符",
                    "must be lower-case letters and digits joined by -, at most 100");
        }
        return handle;
    }

    /** The same whenever the file is read again. */
    private String handleOfKey() {
        var readable =
                key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var unique = Digests.sha256Hex(merchant.value() + " " + key).substring(0, 8);
        return readable.isEmpty()
                ? unique
                : readable.substring(0, Math.min(readable.length(), FROM_KEY_MAX))
                                .replaceAll("-$", "") + "-" + unique;
    }

    private String origin(@Nullable Product current, List<AttributeFault> faults) {
        var origin = text("origin").orElse(current == null ? "" : current.originCode());
        if (origin.isEmpty()) {
            fault(faults, "origin", "新商品必填", "a new product needs one");
        } else if (text("origin").isPresent() && !isRegion.test(origin)) {
            fault(faults, "origin", "没有这个行政区划代码", "there is no such region");
        }
        return origin;
    }

    private String keywords(@Nullable Product current, List<AttributeFault> faults) {
        var keywords = said.containsKey("keywords")
                ? said.getOrDefault("keywords", "")
                : current == null ? "" : current.keywords();
        if (keywords.length() > ProductForms.KEYWORDS_LENGTH_MAX) {
            fault(faults, "keywords", "最多 200 个字符", "has at most 200 characters");
        }
        return keywords;
    }

    private @Nullable LocalizedText localized(
            String field, @Nullable LocalizedText current, int lengthMax, List<AttributeFault> faults) {
        var zh = text(field + "_zh").orElse(current == null ? "" : current.zh());
        var en = said.containsKey(field + "_en")
                ? text(field + "_en").orElse(null)
                : current == null ? null : current.en();
        // Texts that the packs left empty may stay so.
        if (zh.isEmpty() && current == null) {
            fault(faults, field + "_zh", "新商品必填", "a new product needs one");
            return null;
        }
        Stream.of(Map.entry("_zh", zh), Map.entry("_en", Objects.requireNonNullElse(en, "")))
                .filter(text -> text.getValue().length() > lengthMax)
                .forEach(text -> fault(
                        faults,
                        field + text.getKey(),
                        "最多 " + lengthMax + " 个字符",
                        "has at most " + lengthMax + " characters"));
        return new LocalizedText(zh, en);
    }

    /** Those that are there, in their order, as the rows change them, then new ones; null when a fault leaves one out. */
    private @Nullable List<VariantSpec> variants(
            @Nullable Product current, Optional<ProductType> kind, List<AttributeFault> faults) {
        var variants = new LinkedHashMap<String, VariantSpec>();
        var stored = new HashMap<String, Variant>();
        if (current != null) {
            current.variants().forEach(variant -> {
                stored.put(variant.sku(), variant);
                variants.put(variant.sku(), VariantCells.spec(variant, VariantCells.raw(variant.attributes())));
            });
        }
        var isWhole = true;
        for (var row : rows) {
            var before = stored.get(row.sku());
            var spec = new VariantCells(row, faults)
                    .apply(before, attributes(row, kind, before == null ? Map.of() : before.attributes()));
            spec.ifPresent(found -> variants.put(row.sku(), found));
            isWhole &= spec.isPresent();
        }
        return isWhole ? List.copyOf(variants.values()) : null;
    }

    /** Of the product; what its kind does not know is told there. */
    private Map<String, String> attributes(
            Optional<ProductType> kind, Map<String, List<String>> current, List<AttributeFault> faults) {
        var cells = new HashMap<String, String>();
        rows.stream()
                .flatMap(row -> row.cells().keySet().stream())
                .distinct()
                .filter(field -> isAttribute(field, AttributeLevel.PRODUCT, kind))
                .forEach(field -> collect(field, cells, faults));
        return changed(current, cells);
    }

    private static Map<String, String> attributes(
            ImportRow row, Optional<ProductType> kind, Map<String, List<String>> current) {
        var cells = new HashMap<>(row.cells());
        cells.keySet().removeIf(field -> !isAttribute(field, AttributeLevel.VARIANT, kind));
        return changed(current, cells);
    }

    private static Map<String, String> changed(Map<String, List<String>> current, Map<String, String> cells) {
        var raw = VariantCells.raw(current);
        cells.forEach((field, cell) -> {
            var code = field.substring(Fields.ATTRIBUTES.length());
            if (cell.isEmpty()) {
                raw.remove(code);
            } else {
                raw.put(code, cell);
            }
        });
        return raw;
    }

    private static boolean isAttribute(String field, AttributeLevel level, Optional<ProductType> kind) {
        return field.startsWith(Fields.ATTRIBUTES)
                && kind.flatMap(type -> type.attributeSaidAt(field.substring(Fields.ATTRIBUTES.length())))
                                .map(Attribute::level)
                                .orElse(AttributeLevel.PRODUCT)
                        == level;
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(said.get(field)).filter(text -> !text.isEmpty());
    }

    private static void fault(List<AttributeFault> faults, String field, String zh, String en) {
        faults.add(new AttributeFault(null, field, en, zh));
    }

    /** Words in its texts that advertising law does not allow. */
    List<TableFault> claims(List<ForbiddenClaims.Claim> words, Map<String, String> columns) {
        var found = new ArrayList<TableFault>();
        for (var field : List.of("title_zh", "title_en", "description_zh", "description_en")) {
            text(field)
                    .ifPresent(text -> words.stream()
                            .filter(claim -> text.contains(claim.word()))
                            .forEach(claim -> found.add(place(
                                    new AttributeFault(
                                            null,
                                            field,
                                            Objects.requireNonNullElse(
                                                    claim.reason().en(),
                                                    claim.reason().zh()),
                                            claim.word() + "：" + claim.reason().zh()),
                                    columns))));
        }
        return found;
    }

    /** Where in the file a fault stands. */
    TableFault place(AttributeFault fault, Map<String, String> columns) {
        var row = rows.stream()
                .filter(each -> rowOfFault.containsKey(fault)
                        ? each.number() == rowOfFault.get(fault)
                        : each.sku().equals(fault.sku()))
                .findFirst()
                .or(() -> rows.stream()
                        .filter(each ->
                                !each.cells().getOrDefault(fault.field(), "").isEmpty())
                        .findFirst())
                .orElse(rows.getFirst());
        return new TableFault(
                row.number(),
                columns.getOrDefault(fault.field(), fault.field()),
                row.cells().get(fault.field()),
                new LocalizedText(fault.reasonZh(), fault.reason()));
    }
}
