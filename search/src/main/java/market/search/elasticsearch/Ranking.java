package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionBoostMode;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScore;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import market.kernel.Cursor;
import market.merchants.Regions;
import market.search.ListingQuery;
import market.search.ListingSort;
import market.search.SearchRules;

/** In which order goods that match stand. What the shop knows of them tips the balance between equals, and no more. */
final class Ranking {

    private static final double IN_STOCK = 1.15;
    private static final double GI_MARK = 1.05;
    private static final double NEAR = 1.04;
    /** For each of these numbers of pieces sold in ninety days. */
    private static final double WELL_SOLD = 1.02;

    private static final List<Integer> SOLD = List.of(10, 100, 1_000);
    private static final double PROMOTED = 1e3;
    /** Above any score that words and payment come to, and so much apart that scores do not change the order. */
    private static final double PINNED = 1e7;

    private static final double BURIED = 1e-3;
    /** Above any score of words, and small enough that scores beside it still tell. */
    private static final double LEVEL_NEARER = 2_048;

    private Ranking() {}

    static Query of(ListingQuery query, Query words, LocalDate today, SearchRules.Placing placing) {
        return query.sort() == ListingSort.NEAREST
                ? nearest(weighed(query, words, today, SearchRules.Placing.NONE), query)
                : weighed(query, words, today, placing);
    }

    private static Query weighed(ListingQuery query, Query words, LocalDate today, SearchRules.Placing placing) {
        var functions = new ArrayList<FunctionScore>();
        functions.add(weight(IN_STOCK, term("inStock", FieldValue.of(true))));
        functions.add(weight(GI_MARK, term("giMark", FieldValue.of(today.toString()))));
        SOLD.forEach(pieces -> functions.add(weight(
                WELL_SOLD,
                Query.of(f -> f.range(
                        range -> range.number(number -> number.field("sold").gte((double) pieces)))))));
        // Each level that is shared adds a little, so that the county counts more than the province.
        levels(query).forEach(region -> functions.add(weight(NEAR, term("origins", FieldValue.of(region)))));
        for (var i = 0; i < placing.pinned().size(); i++) {
            functions.add(weight(
                    PINNED * (placing.pinned().size() - i),
                    ElasticsearchSearch.ids(List.of(placing.pinned().get(i)))));
        }
        if (!placing.promoted().isEmpty()) {
            functions.add(weight(PROMOTED, ElasticsearchSearch.ids(placing.promoted())));
        }
        if (!placing.buried().isEmpty()) {
            functions.add(weight(BURIED, ElasticsearchSearch.ids(placing.buried())));
        }
        return scored(words, functions, FunctionScoreMode.Multiply, FunctionBoostMode.Multiply);
    }

    /** By how many levels of the region tree are shared, and among equals as by relevance. */
    private static Query nearest(Query weighed, ListingQuery query) {
        var functions = levels(query).stream()
                .map(region -> weight(LEVEL_NEARER, term("origins", FieldValue.of(region))))
                .toList();
        return functions.isEmpty() ? weighed : scored(weighed, functions, FunctionScoreMode.Sum, FunctionBoostMode.Sum);
    }

    private static List<String> levels(ListingQuery query) {
        var near = query.nearRegion();
        return near == null ? List.of() : Regions.ancestors(near);
    }

    private static Query scored(
            Query query, List<FunctionScore> functions, FunctionScoreMode together, FunctionBoostMode withWords) {
        return Query.of(q -> q.functionScore(score ->
                score.query(query).functions(functions).scoreMode(together).boostMode(withWords)));
    }

    private static FunctionScore weight(double weight, Query filter) {
        return FunctionScore.of(function -> function.filter(filter).weight(weight));
    }

    private static Query term(String field, FieldValue value) {
        return Query.of(f -> f.term(term -> term.field(field).value(value)));
    }

    static List<SortOptions> sort(ListingSort sort) {
        var first = switch (sort) {
            case RELEVANCE, NEAREST -> SortOptions.of(by -> by.score(score -> score.order(SortOrder.Desc)));
            case PRICE_ASC -> field("priceMin", SortOrder.Asc);
            case PRICE_DESC -> field("priceMin", SortOrder.Desc);
            case NEWEST -> field("updatedAt", SortOrder.Desc);
        };
        return List.of(first, field("id", SortOrder.Asc));
    }

    private static SortOptions field(String name, SortOrder order) {
        return SortOptions.of(by -> by.field(field -> field.field(name).order(order)));
    }

    static List<FieldValue> position(ListingSort sort, Cursor after) {
        var value = after.values().getFirst();
        var first = switch (sort) {
            case RELEVANCE, NEAREST -> FieldValue.of(Double.parseDouble(value));
            case PRICE_ASC, PRICE_DESC, NEWEST -> FieldValue.of(Long.parseLong(value));
        };
        return List.of(first, FieldValue.of(after.values().getLast()));
    }
}
