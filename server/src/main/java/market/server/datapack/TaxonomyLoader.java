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
import market.catalog.ProductType;
import market.catalog.Taxonomy;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;

/** Regions, categories and product types. */
@Singleton
final class TaxonomyLoader {

    private static final List<String> REGION_COLUMNS = List.of("code", "name", "level", "parent");
    private static final List<String> CATEGORY_COLUMNS =
            List.of("code", "parent", "name_zh", "name_en", "commission_rate", "position");
    private static final List<String> TYPE_COLUMNS = List.of("code", "name_zh", "name_en", "category");
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
        for (var row : PackTable.read(pack, "product-types.csv", TYPE_COLUMNS, state.faults)) {
            requireCategory(row, known);
            var code = row.text("code");
            types.add(new ProductType(
                    code, row.localized("name"), row.text("category"), attributes.getOrDefault(code, List.of())));
        }
        return types;
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
