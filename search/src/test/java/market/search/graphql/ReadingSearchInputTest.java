package market.search.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironmentImpl;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.graphql.Call;
import market.graphql.Refusal;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Cursor;
import market.kernel.Language;
import market.search.ListingFilter;
import market.search.ListingQuery;
import market.search.ListingSort;
import market.search.SearchBeans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Reading the input of {@code productSearch}; the schema has checked its shape already. */
final class ReadingSearchInputTest {

    private static final SearchBeans BEANS = new SearchBeans();
    private static final SearchInput INPUT = BEANS.get(SearchInput.class);

    @AfterAll
    static void close() {
        BEANS.close();
    }

    @Test
    void all_of_it_is_read() {
        var query = read(
                Map.of(
                        "query", " 六安瓜片 ",
                        "categoryCode", "tea",
                        "pavilionHandle", "luan",
                        "merchantCode", "qishan",
                        "sort", "PRICE_ASC",
                        "filters",
                                List.of(
                                        Map.of("attribute", Map.of("code", "grade", "values", List.of("first"))),
                                        Map.of("price", Map.of("min", new BigDecimal("9.90"), "currency", "CNY")),
                                        Map.of("originCodes", List.of("3415")),
                                        Map.of("inStock", true),
                                        Map.of("giMark", true))),
                Cursor.of("PRICE_ASC", "990", "00000000-0000-7000-8000-000000000001")
                        .encode());

        assertThat(query)
                .isEqualTo(new ListingQuery(
                        Language.EN,
                        "六安瓜片",
                        "tea",
                        "luan",
                        "qishan",
                        List.of(
                                new ListingFilter.Attribute("grade", List.of("first")),
                                new ListingFilter.Price(9_90L, null, Currency.getInstance("CNY")),
                                new ListingFilter.Origins(List.of("3415")),
                                new ListingFilter.InStock(),
                                new ListingFilter.GiMark()),
                        ListingSort.PRICE_ASC,
                        24,
                        Cursor.of("PRICE_ASC", "990", "00000000-0000-7000-8000-000000000001"),
                        true,
                        null,
                        false));
    }

    @Test
    void false_filters_nothing() {
        assertThat(read(filters(Map.of("inStock", false)), null).filters()).isEmpty();
        assertThat(read(filters(Map.of("giMark", false)), null).filters()).isEmpty();
    }

    @Test
    void what_no_correct_program_sends_is_refused_with_its_place() {
        assertThat(refusal(Map.of("query", "茶".repeat(201), "sort", "RELEVANCE"), null))
                .containsExactly("input", "query");
        assertThat(refusal(filters(Map.of("attribute", Map.of("code", "colour", "values", List.of("red")))), null))
                .containsExactly("input", "filters", "0", "attribute", "code");
        assertThat(refusal(
                        filters(Map.of("attribute", Map.of("code", "grade", "values", Collections.nCopies(51, "x")))),
                        null))
                .containsExactly("input", "filters", "0", "attribute", "values");
        assertThat(refusal(filters(Map.of("deliverableTo", "合肥")), null))
                .containsExactly("input", "filters", "0", "deliverableTo");
        assertThat(refusal(filters(Map.of("originCodes", List.of())), null))
                .containsExactly("input", "filters", "0", "originCodes");
        assertThat(refusal(price("1.001", "2.00"), null)).containsExactly("input", "filters", "0", "price", "min");
        assertThat(refusal(price("-1", "2.00"), null)).containsExactly("input", "filters", "0", "price", "min");
        assertThat(refusal(price("3.00", "2.00"), null)).containsExactly("input", "filters", "0", "price", "max");
        assertThat(refusal(price("3.00", "99999999999999999999"), null))
                .containsExactly("input", "filters", "0", "price", "max");
        assertThat(refusal(
                        Map.of("sort", "RELEVANCE", "filters", Collections.nCopies(21, Map.of("inStock", true))), null))
                .containsExactly("input", "filters");
        assertThat(refusal(
                        Map.of("sort", "NEWEST"),
                        Cursor.of("PRICE_ASC", "1", "x").encode()))
                .containsExactly("after");
    }

    private static Map<String, Object> price(String min, String max) {
        return filters(
                Map.of("price", Map.of("min", new BigDecimal(min), "max", new BigDecimal(max), "currency", "CNY")));
    }

    private static Map<String, Object> filters(Map<?, ?> filter) {
        return Map.of("sort", "RELEVANCE", "filters", List.of(filter));
    }

    private static List<String> refusal(Map<String, Object> input, @Nullable String after) {
        var refusal = catchThrowableOfType(Refusal.class, () -> read(input, after));
        assertThat(refusal.code()).isEqualTo(Refusal.Code.BAD_USER_INPUT);
        var field = refusal.field();
        return field == null ? List.of() : field;
    }

    private static ListingQuery read(Map<String, Object> input, @Nullable String after) {
        var arguments = new HashMap<String, Object>(Map.of("input", input, "first", 24));
        if (after != null) {
            arguments.put("after", after);
        }
        var request = new RequestContext(Surface.STOREFRONT, new Actor.Guest(), Language.EN, "trace", "address", "");
        var environment = DataFetchingEnvironmentImpl.newDataFetchingEnvironment()
                .graphQLContext(GraphQLContext.newContext()
                        .of(RequestContext.class, request)
                        .build())
                .arguments(arguments)
                .build();
        return INPUT.read(new Call(environment), true);
    }
}
