package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.Category;
import market.catalog.DeliveryKind;
import market.catalog.ProductType;
import market.catalog.Taxonomy;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.RegionVersion;
import market.merchants.Regions;

/** Regions, categories and product types. */
@Singleton
final class TaxonomyLoader {

    private static final List<String> REGION_COLUMNS = List.of("code", "name", "level", "parent");
    private static final List<String> REGION_VERSION_COLUMNS =
            List.of("code", "name", "valid_from", "valid_until", "successor");
    private static final List<String> CATEGORY_COLUMNS =
            List.of("code", "parent", "name_zh", "name_en", "commission_rate", "position");
    private static final List<String> TYPE_COLUMNS = List.of("code", "name_zh", "name_en", "category");
    private static final String DELIVERY = "delivery";
    private static final String VOUCHER_DAYS = "voucher_valid_days";
    private static final int VOUCHER_DAYS_MAX = 3_650;
    private static final List<String> ATTRIBUTE_COLUMNS = List.of(
            "product_type",
            "code",
            "kind",
            "level",
            "name_zh",
            "name_en",
            "unit",
            "required",
            "filterable",
            "variant_axis",
            "searchable",
            "min",
            "max",
            "position");
    private static final List<String> CHOICE_COLUMNS =
            List.of("product_type", "attribute", "value", "name_zh", "name_en", "position");

    private final Regions regions;
    private final Taxonomy taxonomy;

    TaxonomyLoader(Regions regions, Taxonomy taxonomy) {
        this.regions = regions;
        this.taxonomy = taxonomy;
    }

    void load(Path pack, LoadState state) {
        loadRegions(pack, state);
        loadRegionVersions(pack, state);
        var categories = categories(pack, state);
        var types = types(pack, state, categories);
        if (state.faults.isEmpty()) {
            taxonomy.load(categories, types);
        }
    }

    private void loadRegions(Path pack, LoadState state) {
        state.regions.addAll(regions.allCodes());
        var loaded = new ArrayList<Region>();
        for (var row : PackTable.read(pack, "regions.csv", REGION_COLUMNS, state.faults)) {
            var region = new Region(
                    row.text("code"), row.text("name"), row.choice("level", RegionLevel.class), row.orNull("parent"));
            var ancestors = Regions.ancestors(region.code());
            if (!region.code().matches("\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}")) {
                row.fault("code", "\"" + region.code() + "\" has not 2, 4, 6, 9 or 12 digits");
            } else if (ancestors.size() > 1 && !state.regions.contains(region.parent())) {
                row.fault("parent", "\"" + region.parent() + "\" does not stand above");
            } else {
                state.regions.add(region.code());
                loaded.add(region);
            }
        }
        if (state.faults.isEmpty() && !loaded.isEmpty()) {
            regions.load(loaded);
        }
    }

    private void loadRegionVersions(Path pack, LoadState state) {
        var rows = PackTable.read(pack, "region-versions.csv", REGION_VERSION_COLUMNS, state.faults);
        rows.forEach(row -> row.optional("code").ifPresent(state.regions::add));
        var loaded = rows.stream().map(row -> regionVersion(row, state)).toList();
        if (state.faults.isEmpty() && !loaded.isEmpty()) {
            regions.loadVersions(loaded);
        }
    }

    private static RegionVersion regionVersion(PackRow row, LoadState state) {
        var until = row.optional("valid_until").map(_ -> row.date("valid_until"));
        var successor = row.orNull("successor");
        var version = new RegionVersion(
                row.text("code"), row.date("valid_from"), until.orElse(null), row.text("name"), successor);
        if (until.isPresent() && !until.get().isAfter(version.validFrom())) {
            row.fault("valid_until", "is not after valid_from");
        }
        if (successor != null && (until.isEmpty() || successor.equals(version.code()))) {
            row.fault("successor", "stands only where the code ends, and is another one");
        }
        if (successor != null) {
            row.region("successor", state.regions);
        }
        return version;
    }

    private static List<Category> categories(Path pack, LoadState state) {
        var categories = new ArrayList<Category>();
        var known = new HashSet<String>();
        for (var row : PackTable.read(pack, "categories.csv", CATEGORY_COLUMNS, state.faults)) {
            var parent = row.orNull("parent");
            if (parent != null && !known.contains(parent)) {
                row.fault("parent", "there is no category \"" + parent + "\" above this row");
            }
            if (!known.add(row.text("code"))) {
                row.fault("code", "\"" + row.text("code") + "\" stands twice");
            }
            categories.add(
                    new Category(row.text("code"), parent, row.localized("name"), row.rate("commission_rate"), (int)
                            row.wholeNumber("position", 0)));
        }
        return categories;
    }

    private static List<ProductType> types(Path pack, LoadState state, List<Category> categories) {
        var choices = choices(pack, state);
        var attributes = new HashMap<String, List<Attribute>>();
        for (var row : PackTable.read(pack, "attributes.csv", ATTRIBUTE_COLUMNS, state.faults)) {
            attributes
                    .computeIfAbsent(row.text("product_type"), _ -> new ArrayList<>())
                    .add(attribute(row, choices));
        }
        var types = new ArrayList<ProductType>();
        var known = new HashSet<>(categories.stream().map(Category::code).toList());
        for (var row : PackTable.read(
                pack, "product-types.csv", TYPE_COLUMNS, List.of(DELIVERY, VOUCHER_DAYS), state.faults)) {
            requireCategory(row, known);
            var code = row.text("code");
            types.add(new ProductType(
                    code,
                    row.localized("name"),
                    row.text("category"),
                    row.optional(DELIVERY)
                            .map(_ -> row.choice(DELIVERY, DeliveryKind.class))
                            .orElse(DeliveryKind.PARCEL),
                    voucherValidDays(row),
                    attributes.getOrDefault(code, List.of()),
                    0));
        }
        return types;
    }

    private static int voucherValidDays(PackRow row) {
        var days = row.optionalWholeNumber(VOUCHER_DAYS, 1).orElse((long) ProductType.VOUCHER_VALID_DAYS);
        if (days > VOUCHER_DAYS_MAX) {
            row.fault(VOUCHER_DAYS, "must be at most " + VOUCHER_DAYS_MAX + ", not " + days);
        }
        return (int) (long) days;
    }

    private static void requireCategory(PackRow row, Set<String> known) {
        if (!known.contains(row.text("category"))) {
            row.fault("category", "there is no category \"" + row.text("category") + "\"");
        }
    }

    private static Map<String, List<AttributeChoice>> choices(Path pack, LoadState state) {
        var choices = new HashMap<String, List<AttributeChoice>>();
        for (var row : PackTable.read(pack, "attribute-choices.csv", CHOICE_COLUMNS, state.faults)) {
            choices.computeIfAbsent(
                            LoadState.key(row.text("product_type"), row.text("attribute")), _ -> new ArrayList<>())
                    .add(new AttributeChoice(row.text("value"), row.localized("name")));
        }
        return choices;
    }

    private static Attribute attribute(PackRow row, Map<String, List<AttributeChoice>> choices) {
        var kind = row.choice("kind", AttributeKind.class);
        var code = row.text("code");
        var own = choices.getOrDefault(LoadState.key(row.text("product_type"), code), List.of());
        if (kind.isChoice() == own.isEmpty()) {
            row.fault("kind", kind + " with " + own.size() + " choices in attribute-choices.csv");
        }
        if ((kind == AttributeKind.MEASURE) != row.optional("unit").isPresent()) {
            row.fault("unit", "measures have a unit and nothing else has");
        }
        if ((row.flag("filterable") && !kind.canBeFilteredBy())
                || (row.flag("variant_axis") && !kind.canTellVariantsApart())
                || (row.flag("searchable") && !kind.canBeSearched())) {
            row.fault("kind", kind + " cannot be filterable, variant_axis or searchable as it says here");
        }
        if (kind == AttributeKind.REFERENCE && row.choice("level", AttributeLevel.class) == AttributeLevel.VARIANT) {
            row.fault("level", "references are of the product as a whole");
        }
        return new Attribute(
                code,
                kind,
                row.choice("level", AttributeLevel.class),
                row.localized("name"),
                row.orNull("unit"),
                row.flag("required"),
                row.flag("filterable"),
                row.flag("variant_axis"),
                row.flag("searchable"),
                row.optionalDecimal("min").orElse(null),
                row.optionalDecimal("max").orElse(null),
                own);
    }
}
