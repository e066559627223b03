package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import market.merchants.Regions;
import market.search.FacetKind;
import market.search.ListingFilter;
import market.search.ListingQuery;
import market.search.elasticsearch.ProductDocument.VariantDocument;

/**
 * The filters of a query, each under the facet it belongs to, so that a facet can be counted without its own. Those on
 * variants are put into one nested query: one variant must meet them all.
 */
final class FilterQueries {

    /** Filters that no facet shows. */
    private static final String NO_FACET = "";
    /** A facet that no filter belongs to. */
    static final String NONE = "none";

    private record Part(String facet, Query query) {}

    private final List<Part> onProduct = new ArrayList<>();
    private final List<Part> onVariant = new ArrayList<>();

    FilterQueries(ListingQuery query, LocalDate today) {
        if (query.category() != null) {
            onProduct.add(new Part(name(FacetKind.CATEGORY), term("categories", query.category())));
        }
        if (query.pavilion() != null) {
            onProduct.add(new Part(name(FacetKind.PAVILION), term("pavilions", query.pavilion())));
        }
        if (query.merchant() != null) {
            onProduct.add(new Part(name(FacetKind.MERCHANT), term("merchantCode", query.merchant())));
        }
        query.filters().forEach(filter -> add(filter, today));
    }

    private void add(ListingFilter filter, LocalDate today) {
        switch (filter) {
            case ListingFilter.Attribute attribute ->
                onVariant.add(new Part(
                        name(attribute.code()),
                        terms(
                                "variants.attributes",
                                attribute.values().stream()
                                        .map(value -> VariantDocument.attribute(attribute.code(), value))
                                        .toList())));
            case ListingFilter.Price price -> onVariant.add(new Part(name(FacetKind.PRICE), price(price)));
            case ListingFilter.InStock _ ->
                onVariant.add(new Part(
                        NO_FACET,
                        Query.of(q ->
                                q.term(term -> term.field("variants.inStock").value(true)))));
            case ListingFilter.Origins origins ->
                onProduct.add(new Part(name(FacetKind.ORIGIN), terms("origins", origins.codes())));
            case ListingFilter.DeliverableTo address -> {
                var reaching = new ArrayList<>(Regions.ancestors(address.code()));
                reaching.add(ProductDocument.ANYWHERE);
                onProduct.add(new Part(NO_FACET, terms("deliversTo", reaching)));
            }
            case ListingFilter.GiMark _ -> onProduct.add(new Part(NO_FACET, term("giMark", today.toString())));
        }
    }

    static String name(FacetKind kind) {
        return kind.name();
    }

    /** Attributes' codes may be any word, also one of the kinds'. */
    static String name(String attribute) {
        return "attribute " + attribute;
    }

    boolean isEmpty() {
        return onProduct.isEmpty() && onVariant.isEmpty();
    }

    /** Everything must hold. */
    Query all() {
        return without(NONE);
    }

    /** Everything but the filter on one facet must hold. */
    Query without(String facet) {
        var parts = new ArrayList<>(kept(onProduct, facet));
        if (!kept(onVariant, facet).isEmpty()) {
            var variant = variantWithout(facet);
            parts.add(Query.of(q -> q.nested(nested -> nested.path("variants").query(variant))));
        }
        return conjunction(parts);
    }

    Query productWithout(String facet) {
        return conjunction(kept(onProduct, facet));
    }

    /** Whether a variant must meet anything but the filter on one facet. */
    boolean asksVariantsWithout(String facet) {
        return !kept(onVariant, facet).isEmpty();
    }

    /** What a variant must meet, to be asked inside the nested documents. */
    Query variantWithout(String facet) {
        return conjunction(kept(onVariant, facet));
    }

    private static List<Query> kept(List<Part> parts, String facet) {
        return parts.stream()
                .filter(part -> part.facet().equals(NO_FACET) || !part.facet().equals(facet))
                .map(Part::query)
                .toList();
    }

    private static Query conjunction(List<Query> parts) {
        return parts.isEmpty()
                ? Query.of(q -> q.matchAll(all -> all))
                : Query.of(q -> q.bool(bool -> bool.filter(parts)));
    }

    private static Query price(ListingFilter.Price price) {
        var within = Query.of(q -> q.range(range -> range.number(number -> {
            number.field("variants.price");
            if (price.min() != null) {
                number.gte(price.min().doubleValue());
            }
            if (price.max() != null) {
                number.lte(price.max().doubleValue());
            }
            return number;
        })));
        var currency = term("variants.currency", price.currency().getCurrencyCode());
        return conjunction(List.of(within, currency));
    }

    private static Query term(String field, String value) {
        return Query.of(q -> q.term(term -> term.field(field).value(value)));
    }

    private static Query terms(String field, List<String> values) {
        return Query.of(q -> q.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }
}
