package market.search.elasticsearch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.Attribute;
import market.catalog.AttributeKind;
import market.catalog.Category;
import market.catalog.Pavilions;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.kernel.GlobalId;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.merchants.Merchants;
import market.merchants.Regions;
import market.search.Facet.FacetValue;
import market.search.FacetKind;

/** The names of facets and of their values. What stands in other rooms' tables is kept for a minute. */
@Singleton
class FacetLabels {

    private static final Duration STALE_AFTER = Duration.ofMinutes(1);
    private static final int NAMES_MAX = 20_000;
    private static final LocalizedText YES = new LocalizedText("是", "yes");
    private static final LocalizedText NO = new LocalizedText("否", "no");
    private static final Map<FacetKind, LocalizedText> KINDS = Map.of(
            FacetKind.CATEGORY, new LocalizedText("分类", "Category"),
            FacetKind.ORIGIN, new LocalizedText("产地", "Origin"),
            FacetKind.REGION, new LocalizedText("产区", "Region of origin"),
            FacetKind.MERCHANT, new LocalizedText("商家", "Seller"),
            FacetKind.PAVILION, new LocalizedText("特色馆", "Pavilion"),
            FacetKind.PRICE, new LocalizedText("价格", "Price"));
    private static final Map<String, String> UNIT_SYMBOLS =
            Map.of("GRM", " g", "KGM", " kg", "P1", "%", "MLT", " ml", "LTR", " L", "CMT", " cm", "MMT", " mm");

    /** A value for filters with its name. */
    record Named(String value, String label) {}

    /** As {@link Named}, in all languages. */
    private record Name(String value, LocalizedText text) {}

    private final Taxonomy taxonomy;
    private final Merchants merchants;
    private final Regions regions;
    private final Pavilions pavilions;
    private final Products products;
    private final Cache<String, Name> names = Caffeine.newBuilder()
            .expireAfterWrite(STALE_AFTER)
            .maximumSize(NAMES_MAX)
            .build();

    FacetLabels(Taxonomy taxonomy, Merchants merchants, Regions regions, Pavilions pavilions, Products products) {
        this.taxonomy = taxonomy;
        this.merchants = merchants;
        this.regions = regions;
        this.pavilions = pavilions;
        this.products = products;
    }

    static String code(FacetKind kind) {
        return switch (kind) {
            case CATEGORY -> "category";
            case ORIGIN -> "origin";
            case REGION -> "region";
            case MERCHANT -> "merchant";
            case PAVILION -> "pavilion";
            case PRICE -> "price";
            case ATTRIBUTE -> "attribute";
        };
    }

    Labels in(Language language) {
        var attributes = new HashMap<String, Attribute>();
        taxonomy.productTypes().stream()
                .flatMap(type -> type.attributes().stream())
                .forEach(attribute -> attributes.putIfAbsent(attribute.code(), attribute));
        return new Labels(language, attributes);
    }

    /** All names in one language. */
    final class Labels {
        private final Language language;
        private final Map<String, Attribute> attributes;
        private final Map<String, Map<String, LocalizedText>> choices = new HashMap<>();

        private Labels(Language language, Map<String, Attribute> attributes) {
            this.language = language;
            this.attributes = attributes;
        }

        String name(FacetKind kind) {
            return Objects.requireNonNull(KINDS.get(kind)).in(language);
        }

        /** What the index calls by these keys; what is not known any more is left out. */
        Map<String, Named> name(FacetKind kind, Collection<String> keys) {
            return names(kind, keys).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> new Named(
                                    entry.getValue().value(),
                                    entry.getValue().text().in(language))));
        }

        String attribute(String code) {
            return Optional.ofNullable(attributes.get(code))
                    .map(attribute -> attribute.name().in(language))
                    .orElse(code);
        }

        /** By attribute, the names of its values; goods that others refer to are read at once, and named while on sale. */
        Map<String, Map<String, String>> attributeValues(Map<String, List<String>> values) {
            var referred = products.recallAll(values.entrySet().stream()
                    .filter(entry -> isReference(entry.getKey()))
                    .flatMap(entry -> entry.getValue().stream())
                    .flatMap(id -> product(id).stream())
                    .collect(Collectors.toSet()));
            var named = new HashMap<String, Map<String, String>>();
            values.forEach((code, own) -> {
                var names = named.computeIfAbsent(code, _ -> new HashMap<>());
                own.forEach(value -> (isReference(code)
                                ? product(value)
                                        .map(referred::get)
                                        .filter(Product::isOnSale)
                                        .map(product -> product.title().in(language))
                                : Optional.of(attributeValue(code, value)))
                        .ifPresent(name -> names.put(value, name)));
            });
            return named;
        }

        private boolean isReference(String code) {
            var attribute = attributes.get(code);
            return attribute != null && attribute.kind() == AttributeKind.REFERENCE;
        }

        private static Optional<ProductId> product(String id) {
            return GlobalId.parse("prd", id).map(ProductId::new);
        }

        private String attributeValue(String code, String value) {
            var attribute = attributes.get(code);
            if (attribute == null) {
                return value;
            }
            if (attribute.kind() == AttributeKind.BOOLEAN) {
                return (value.equals("true") ? YES : NO).in(language);
            }
            if (attribute.kind().isChoice()) {
                return Optional.ofNullable(choices(code).get(value))
                        .map(text -> text.in(language))
                        .orElse(value);
            }
            var unit = attribute.unit();
            return unit == null ? value : value + UNIT_SYMBOLS.getOrDefault(unit, " " + unit);
        }

        /** Numbers by size, choices as the product type lists them, all else by count. */
        Comparator<FacetValue> orderOf(String code) {
            var byCount = Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value);
            var attribute = attributes.get(code);
            if (attribute == null) {
                return byCount;
            }
            if (attribute.kind().isNumber()) {
                return Comparator.comparing(value -> new BigDecimal(value.value()));
            }
            if (attribute.kind().isChoice()) {
                var order = List.copyOf(choices(code).keySet());
                return Comparator.comparingInt(value -> order.indexOf(value.value()));
            }
            return byCount;
        }

        /** The same attribute may have other choices for another kind of goods. */
        private Map<String, LocalizedText> choices(String code) {
            return choices.computeIfAbsent(code, _ -> {
                var texts = new LinkedHashMap<String, LocalizedText>();
                taxonomy.productTypes().stream()
                        .flatMap(type -> type.attribute(code).stream())
                        .flatMap(attribute -> attribute.choices().stream())
                        .forEach(choice -> texts.putIfAbsent(choice.value(), choice.name()));
                return texts;
            });
        }
    }

    private Map<String, Name> names(FacetKind kind, Collection<String> keys) {
        return switch (kind) {
            case CATEGORY ->
                taxonomy.categories().stream()
                        .filter(category -> keys.contains(category.code()))
                        .collect(Collectors.toMap(
                                Category::code, category -> new Name(category.code(), category.name())));
            case PRICE -> keys.stream().collect(Collectors.toMap(Function.identity(), FacetLabels::price));
            case ORIGIN, REGION, MERCHANT, PAVILION -> cached(kind, keys);
            case ATTRIBUTE -> throw new IllegalArgumentException("Attributes are named by their types");
        };
    }

    private static Name price(String range) {
        var label = range.replace(".00", "").replaceFirst("\\.\\.$", "+").replace("..", "–");
        return new Name(range, new LocalizedText("¥" + label, "CNY " + label));
    }

    private Map<String, Name> cached(FacetKind kind, Collection<String> keys) {
        var known = names.getAllPresent(keys.stream().map(key -> kind + key).toList());
        var missing =
                keys.stream().filter(key -> !known.containsKey(kind + key)).toList();
        var found = new HashMap<String, Name>();
        keys.forEach(key -> Optional.ofNullable(known.get(kind + key)).ifPresent(name -> found.put(key, name)));
        if (!missing.isEmpty()) {
            read(kind, missing).forEach((key, name) -> {
                names.put(kind + key, name);
                found.put(key, name);
            });
        }
        return found;
    }

    private Map<String, Name> read(FacetKind kind, List<String> keys) {
        var read = new HashMap<String, Name>();
        switch (kind) {
            case MERCHANT ->
                merchants
                        .recallAll(keys.stream()
                                .map(key -> new MerchantId(UUID.fromString(key)))
                                .toList())
                        .forEach((id, merchant) ->
                                read.put(id.value().toString(), new Name(merchant.code(), merchant.name())));
            case ORIGIN, REGION ->
                regions.findAll(keys)
                        .forEach((code, region) ->
                                read.put(code, new Name(code, new LocalizedText(region.name(), null))));
            case PAVILION ->
                pavilions
                        .list()
                        .forEach(pavilion -> read.put(pavilion.handle(), new Name(pavilion.handle(), pavilion.name())));
            case CATEGORY, PRICE, ATTRIBUTE -> throw new IllegalArgumentException("Not kept: " + kind);
        }
        return read;
    }
}
