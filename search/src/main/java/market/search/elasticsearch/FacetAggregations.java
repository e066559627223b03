package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import market.search.Facet;
import market.search.Facet.FacetValue;
import market.search.FacetKind;
import market.search.ListingFilter;
import market.search.ListingQuery;
import org.jspecify.annotations.Nullable;

/**
 * Counts facets. Each facet that is filtered on gets a count of its own that leaves that filter out; all attributes that are
 * not share one. Where a filter asks something of variants, they are counted as nested documents and their products after
 * that, so that a product whose three sizes match counts once; else products are counted by what all their variants have,
 * which comes to the same and costs a tenth.
 */
final class FacetAggregations {

    private static final String ALL_ATTRIBUTES = "attributes";
    private static final String VARIANTS = "variants";
    private static final String MATCHING = "matching";
    private static final String VALUES = "values";
    private static final String PRODUCTS = "products";
    private static final Summed PRICES = new Summed("prices", "variants.price");
    private static final Summed ATTRIBUTES = new Summed("attributes", "variants.attributes");
    /** Terms of all attributes together; more than that and no shopper sees the rarest. */
    private static final int ATTRIBUTE_TERMS_MAX = 3_000;

    /** Each level down to the county adds as many. */
    private static final int PROVINCE_DIGITS = 2;

    private static final int ATTRIBUTES_MAX = 40;
    private static final String DOWN_TO_COUNTIES = "[0-9]{2,6}";

    private static final Map<FacetKind, String> FIELDS = Map.of(
            FacetKind.CATEGORY, "categories",
            FacetKind.ORIGIN, "county",
            FacetKind.REGION, "origins",
            FacetKind.MERCHANT, "merchant",
            FacetKind.PAVILION, "pavilions");

    private final ListingQuery query;
    private final FilterQueries filters;
    private final Set<String> filteredAttributes;

    FacetAggregations(ListingQuery query, FilterQueries filters) {
        this.query = query;
        this.filters = filters;
        this.filteredAttributes = query.filters().stream()
                .filter(ListingFilter.Attribute.class::isInstance)
                .map(filter -> ((ListingFilter.Attribute) filter).code())
                .collect(Collectors.toSet());
    }

    Map<String, Aggregation> requests() {
        var requests = new LinkedHashMap<String, Aggregation>();
        FIELDS.forEach((kind, field) -> requests.put(
                FilterQueries.name(kind),
                filtered(
                        filters.without(FilterQueries.name(kind == FacetKind.REGION ? FacetKind.ORIGIN : kind)),
                        Map.of(
                                VALUES,
                                Aggregation.of(a -> a.terms(terms -> kind == FacetKind.REGION
                                        ? terms.field(field)
                                                .size(Facet.VALUES_MAX)
                                                .include(codes -> codes.regexp(DOWN_TO_COUNTIES))
                                        : terms.field(field).size(Facet.VALUES_MAX)))))));
        requests.put(
                FilterQueries.name(FacetKind.PRICE),
                counted(
                        FilterQueries.name(FacetKind.PRICE),
                        PRICES,
                        (a, field) -> a.range(range -> range.field(field)
                                .ranges(PriceRanges.all().stream()
                                        .map(FacetAggregations::range)
                                        .toList()))));
        requests.put(ALL_ATTRIBUTES, attributes(FilterQueries.NONE));
        filteredAttributes.forEach(
                code -> requests.put(FilterQueries.name(code), attributes(FilterQueries.name(code))));
        return requests;
    }

    private static AggregationRange range(PriceRanges.PriceRange price) {
        return AggregationRange.of(range -> {
            range.key(price.value()).from((double) price.fromMinor());
            return price.belowMinor() == null
                    ? range
                    : range.to(price.belowMinor().doubleValue());
        });
    }

    private Aggregation attributes(String facet) {
        return counted(
                facet,
                ATTRIBUTES,
                (a, field) -> a.terms(terms -> terms.field(field).size(ATTRIBUTE_TERMS_MAX)));
    }

    /** A field of the product, and the one of its variants that it sums up. */
    private record Summed(String ofProduct, String ofVariant) {}

    /** Aggregates a field in one way. */
    @FunctionalInterface
    private interface ByField {
        Aggregation.Builder.ContainerBuilder in(Aggregation.Builder aggregation, String field);
    }

    private Aggregation counted(String facet, Summed field, ByField values) {
        if (!filters.asksVariantsWithout(facet)) {
            var ofProducts = Aggregation.of(a -> values.in(a, field.ofProduct()));
            return filtered(filters.productWithout(facet), Map.of(VALUES, ofProducts));
        }
        var products = Aggregation.of(a -> a.reverseNested(reverse -> reverse));
        var ofVariants = Aggregation.of(a -> values.in(a, field.ofVariant()).aggregations(PRODUCTS, products));
        var matching = filtered(filters.variantWithout(facet), Map.of(VALUES, ofVariants));
        var variants =
                Aggregation.of(a -> a.nested(nested -> nested.path("variants")).aggregations(MATCHING, matching));
        return filtered(filters.productWithout(facet), Map.of(VARIANTS, variants));
    }

    private static Aggregation filtered(Query filter, Map<String, Aggregation> inner) {
        return Aggregation.of(a -> a.filter(filter).aggregations(inner));
    }

    /** Counts by value. */
    private record Count(String value, long count) {}

    List<Facet> read(Map<String, Aggregate> answers, FacetLabels.Labels labels) {
        var facets = new ArrayList<Facet>();
        for (var kind : List.of(
                FacetKind.CATEGORY, FacetKind.ORIGIN, FacetKind.REGION, FacetKind.MERCHANT, FacetKind.PAVILION)) {
            var counts = get(answers, FilterQueries.name(kind)).filter().aggregations();
            add(facets, facet(kind, terms(get(counts, VALUES)), labels));
        }
        add(facets, prices(answers, labels));
        facets.addAll(attributes(answers, labels));
        return facets;
    }

    private static void add(List<Facet> facets, Facet facet) {
        if (!facet.values().isEmpty()) {
            facets.add(facet);
        }
    }

    private Facet facet(FacetKind kind, List<Count> counts, FacetLabels.Labels labels) {
        var named = labels.name(kind, counts.stream().map(Count::value).toList());
        var values = counts.stream()
                .filter(count -> named.containsKey(count.value()))
                .map(count -> {
                    var name = Objects.requireNonNull(named.get(count.value()));
                    return new FacetValue(
                            name.value(),
                            name.label(),
                            parent(kind, name.value()),
                            count.count(),
                            isSelected(kind, name.value()));
                })
                .toList();
        return new Facet(FacetLabels.code(kind), labels.name(kind), kind, values);
    }

    private static @Nullable String parent(FacetKind kind, String value) {
        return kind == FacetKind.REGION && value.length() > PROVINCE_DIGITS
                ? value.substring(0, value.length() - PROVINCE_DIGITS)
                : null;
    }

    private boolean isSelected(FacetKind kind, String value) {
        return switch (kind) {
            case CATEGORY -> value.equals(query.category());
            case PAVILION -> value.equals(query.pavilion());
            case MERCHANT -> value.equals(query.merchant());
            case ORIGIN ->
                filters(ListingFilter.Origins.class).stream()
                        .flatMap(origins -> origins.codes().stream())
                        .anyMatch(value::startsWith);
            case REGION ->
                filters(ListingFilter.Origins.class).stream()
                        .anyMatch(origins -> origins.codes().contains(value));
            case PRICE ->
                filters(ListingFilter.Price.class).stream()
                        .anyMatch(price -> PriceRanges.is(value, price.min(), price.max()));
            case ATTRIBUTE -> false;
        };
    }

    private <T extends ListingFilter> List<T> filters(Class<T> type) {
        return query.filters().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Facet prices(Map<String, Aggregate> answers, FacetLabels.Labels labels) {
        var counts = values(answers, FilterQueries.name(FacetKind.PRICE)).range().buckets().array().stream()
                .map(bucket ->
                        new Count(String.valueOf(bucket.key()), products(bucket.aggregations(), bucket.docCount())))
                .filter(count -> count.count() > 0)
                .toList();
        return facet(FacetKind.PRICE, counts, labels);
    }

    private List<Facet> attributes(Map<String, Aggregate> answers, FacetLabels.Labels labels) {
        var byCode = new LinkedHashMap<String, List<Count>>();
        group(terms(values(answers, ALL_ATTRIBUTES)), byCode);
        for (var code : filteredAttributes) {
            var own = new LinkedHashMap<String, List<Count>>();
            group(terms(values(answers, FilterQueries.name(code))), own);
            byCode.put(code, own.getOrDefault(code, List.of()));
        }
        byCode.replaceAll((_, counts) -> counts.stream()
                .sorted(Comparator.comparingLong(Count::count).reversed())
                .limit(Facet.VALUES_MAX)
                .toList());
        var values = new HashMap<String, List<String>>();
        byCode.forEach((code, counts) ->
                values.put(code, counts.stream().map(Count::value).toList()));
        var names = labels.attributeValues(values);
        return byCode.entrySet().stream()
                .map(entry -> attribute(
                        entry.getKey(), entry.getValue(), names.getOrDefault(entry.getKey(), Map.of()), labels))
                .filter(facet -> !facet.values().isEmpty())
                .sorted(Comparator.comparingLong(FacetAggregations::weight).reversed())
                .limit(ATTRIBUTES_MAX)
                .toList();
    }

    private static long weight(Facet facet) {
        return facet.values().stream().mapToLong(FacetValue::count).max().orElse(0);
    }

    /** Values without a name are not shown. */
    private Facet attribute(String code, List<Count> counts, Map<String, String> names, FacetLabels.Labels labels) {
        var selected = filters(ListingFilter.Attribute.class).stream()
                .filter(filter -> filter.code().equals(code))
                .flatMap(filter -> filter.values().stream())
                .collect(Collectors.toSet());
        var values = counts.stream()
                .filter(count -> names.containsKey(count.value()))
                .map(count -> new FacetValue(
                        count.value(),
                        names.getOrDefault(count.value(), ""),
                        null,
                        count.count(),
                        selected.contains(count.value())))
                .sorted(labels.orderOf(code))
                .toList();
        return new Facet(code, labels.attribute(code), FacetKind.ATTRIBUTE, values);
    }

    private static void group(List<Count> terms, Map<String, List<Count>> byCode) {
        for (var term : terms) {
            var split = term.value().indexOf('=');
            byCode.computeIfAbsent(term.value().substring(0, split), _ -> new ArrayList<>())
                    .add(new Count(term.value().substring(split + 1), term.count()));
        }
    }

    private static Aggregate values(Map<String, Aggregate> answers, String name) {
        var counted = get(answers, name).filter().aggregations();
        if (!counted.containsKey(VARIANTS)) {
            return get(counted, VALUES);
        }
        var matching = get(get(counted, VARIANTS).nested().aggregations(), MATCHING);
        return get(matching.filter().aggregations(), VALUES);
    }

    private static List<Count> terms(Aggregate aggregate) {
        if (!aggregate.isSterms()) {
            return List.of();
        }
        return aggregate.sterms().buckets().array().stream()
                .map(bucket ->
                        new Count(bucket.key().stringValue(), products(bucket.aggregations(), bucket.docCount())))
                .toList();
    }

    /** Of how many products the documents of a bucket are. */
    private static long products(Map<String, Aggregate> counts, long documents) {
        @Nullable Aggregate products = counts.get(PRODUCTS);
        return products == null ? documents : products.reverseNested().docCount();
    }

    private static Aggregate get(Map<String, Aggregate> answers, String name) {
        @Nullable Aggregate answer = answers.get(name);
        return Objects.requireNonNull(answer, name);
    }
}
