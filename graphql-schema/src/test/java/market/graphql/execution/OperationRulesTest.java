package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.Surface;
import market.kernel.Actor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exactly at a limit runs; one more is refused with its code, and nothing of it is resolved. */
class OperationRulesTest {

    private final BookWorld world = new BookWorld();

    @Test
    void twelve_levels_are_read_and_the_thirteenth_is_refused() {
        assertThat(world.run(nested(12))).containsOnlyKeys("data");
        assertThat(refusal(nested(13))).isEqualTo("GRAPHQL_VALIDATION_FAILED: Nested deeper than 12");
    }

    @Test
    void fragments_neither_hide_a_level_nor_count_as_one() {
        var below = "book " + "{ parent ".repeat(10) + "{ title }" + " }".repeat(10);
        var tooDeep = "book " + "{ parent ".repeat(11) + "{ title }" + " }".repeat(11);

        assertThat(world.run("{ ...Deep } fragment Deep on Query { ... on Query { " + below + " } }"))
                .containsOnlyKeys("data");
        assertThat(refusal("{ ...Deep } fragment Deep on Query { ... on Query { " + tooDeep + " } }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: Nested deeper than 12");
    }

    @Test
    void thirty_aliases_are_read_and_one_more_is_refused() {
        assertThat(world.run("{ book { " + aliases(30) + " } }")).containsOnlyKeys("data");
        assertThat(refusal("{ book { " + aliases(31) + " } }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: More than 30 aliases");
    }

    @Test
    void aliases_of_a_fragment_count_wherever_it_is_spread() {
        var fragment = " fragment Titles on Book { " + aliases(15) + " }";

        assertThat(world.run("{ book { ...Titles parent { ...Titles } } }" + fragment))
                .containsOnlyKeys("data");
        assertThat(refusal("{ book { ...Titles parent { ...Titles other: title } } }" + fragment))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: More than 30 aliases");
    }

    @Test
    void twenty_root_fields_are_read_and_one_more_is_refused() {
        assertThat(world.run("{ " + rootFields(20) + " }")).containsOnlyKeys("data");
        assertThat(refusal("{ " + rootFields(21) + " }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 20 root fields");
    }

    @Test
    void root_fields_do_not_hide_in_fragments() {
        assertThat(refusal("{ ...All } fragment All on Query { " + rootFields(21) + " }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 20 root fields");
        assertThat(refusal("{ ... { " + rootFields(10) + " } ... on Query { " + rootFields(11) + " } }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 20 root fields");
    }

    @Test
    void an_operation_writes_once() {
        var set = "bookSet(input: {title: \"茶经\"}) { book { title } }";

        assertThat(world.run("mutation { " + set + " }")).containsOnlyKeys("data");
        assertThat(world.resolved).containsExactly("bookSet");
        for (var twice : List.of(
                "mutation { " + set + " again: " + set + " }",
                "mutation { ...Both } fragment Both on Mutation { " + set + " again: " + set + " }",
                "mutation { ...Both } fragment Both on Mutation { a: " + set
                        + " bookBurn(input: {title: \"茶经\"}) { book { title } } }",
                "mutation { " + set + " ... { again: " + set + " } }",
                "mutation { " + set + " ... @skip(if: true) { again: " + set + " } }")) {
            assertThat(refusal(twice)).isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 1 root fields");
        }
    }

    @Test
    void a_directive_stands_at_a_field_once() {
        assertThat(world.run("{ points @skip(if: false) @include(if: true) }")).containsOnlyKeys("data");
        world.resolved.clear();

        var answer = world.run("{ points " + "@skip(if: false) ".repeat(20) + "}");

        assertThat(answer).containsOnlyKeys("errors");
        assertThat(BookWorld.extension(firstOnly(answer), "code")).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void pages_have_one_to_a_hundred_rows() {
        for (var first : List.of(1, 100)) {
            assertThat(world.run("{ books(first: " + first + ") { pageInfo { hasNextPage } } }"))
                    .containsOnlyKeys("data");
            assertThat(world.run(
                            "query($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }", Map.of("n", first)))
                    .containsOnlyKeys("data");
        }
        for (var first : List.of(0, -1, 101, Integer.MAX_VALUE)) {
            assertThat(refusal("{ books(first: " + first + ") { pageInfo { hasNextPage } } }"))
                    .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
            assertThat(refusal("query($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }", Map.of("n", first)))
                    .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
        }
    }

    @Test
    void the_default_of_a_variable_counts_like_its_value() {
        assertThat(refusal("query($n: Int! = 101) { books(first: $n) { edges { cursor } } }"))
                .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
        var nested =
                "query($n: Int! = 100) { books(first: $n) { edges { node { more(first: $n) { edges { cursor } } } } } }";
        assertThat(refusal(nested))
                .isEqualTo("COST_EXCEEDED: This operation costs 10301 points; at most 1000 are allowed");
        assertThat(world.run(nested, Map.of("n", 5))).containsOnlyKeys("data");
    }

    @Test
    void the_default_of_an_argument_counts_when_nothing_is_given() {
        // 1 + 20 * (1 + 1 + 1 + 20 * 2): forty points a row.
        assertThat(world.run("{ books { edges { node { more { edges { node { title } } } } } } }"))
                .containsOnlyKeys("data");
        assertThat(refusal("{ books { edges { node { more { edges { node { points } } } } } } }"))
                .isEqualTo("COST_EXCEEDED: This operation costs 40861 points; at most 1000 are allowed");
    }

    @Test
    void a_thousand_points_are_read_and_one_more_is_refused() {
        var thousand =
                IntStream.range(0, 10).mapToObj(i -> "p" + i + ": points").collect(Collectors.joining(" "));

        assertThat(world.run("{ " + thousand + " }")).containsOnlyKeys("data");
        assertThat(refusal("{ " + thousand + " book { title } }"))
                .isEqualTo("COST_EXCEEDED: This operation costs 1001 points; at most 1000 are allowed");
    }

    @Test
    void merchants_may_spend_five_thousand() {
        var reader = BookWorld.reader("books.read");
        var row = "row(first: 7) { " + aliasesOf("points", 7) + " }";
        var page = "books(first: 98) { edges { cursor } }";

        // 1 + 7 * 700 for the row and 1 + 98 for the page.
        assertThat(world.run(Surface.MERCHANT, reader, "{ " + row + " " + page + " }", Map.of()))
                .containsOnlyKeys("data");
        assertThat(refusal(Surface.MERCHANT, reader, "{ " + row + " " + page + " book { title } }", Map.of()))
                .isEqualTo("COST_EXCEEDED: This operation costs 5001 points; at most 5000 are allowed");
    }

    @Test
    void the_cost_of_a_fragment_is_paid_at_each_spread() {
        var fragment = " fragment Dear on Book { points }";

        assertThat(refusal("{ row(first: 5) { ...Dear } other: row(first: 5) { ...Dear } }" + fragment))
                .isEqualTo("COST_EXCEEDED: This operation costs 1002 points; at most 1000 are allowed");
    }

    @Test
    void members_of_a_union_are_paid_too() {
        assertThat(refusal("{ things { __typename ... on Book { row(first: 10) { points } } } }"))
                .isEqualTo("COST_EXCEEDED: This operation costs 1002 points; at most 1000 are allowed");
    }

    @Test
    void costs_beyond_all_numbers_are_a_refusal_too() {
        var deep = "{ row(first: 100) ".repeat(11) + "{ title }" + " }".repeat(11);

        assertThat(refusal(deep)).startsWith("COST_EXCEEDED: ");
    }

    @Test
    void nested_fragments_do_not_make_the_walk_dear() {
        var bomb = new StringBuilder("{ book { ...F0 } }");
        for (var i = 0; i < 40; i++) {
            bomb.append(" fragment F%d on Book { ...F%d ...F%d }".formatted(i, i + 1, i + 1));
        }
        bomb.append(" fragment F40 on Book { title }");

        // Validation of the library or our own walk: whoever comes first, it is cheap and a refusal.
        var code = codeOf(bomb.toString());
        assertThat(code).isIn("COST_EXCEEDED", "GRAPHQL_VALIDATION_FAILED");
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void a_scope_that_is_not_held_refuses_the_whole_operation() {
        assertThat(refusal("{ points secret }")).isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(refusal("{ points book { ... on Book { ...S } } } fragment S on Book { secret }"))
                .isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(refusal(Surface.STOREFRONT, BookWorld.reader("books.write"), "{ secret }", Map.of()))
                .isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(world.run(Surface.STOREFRONT, BookWorld.reader("books.read"), "{ secret }", Map.of()))
                .containsEntry("data", Map.of("secret", "shelf 9"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Surface.class,
            names = {"MERCHANT", "OPERATOR"})
    void writes_need_their_scope_as_reads_do(Surface surface) {
        var write = "mutation { bookSet(input: {title: \"茶经\"}) { book { title } } }";

        assertThat(refusal(surface, new Actor.Guest(), write, Map.of()))
                .isEqualTo("FORBIDDEN: bookSet needs the scope books.read");
    }

    @Test
    void the_operation_meant_must_be_there_and_be_one() {
        var two = "query A { points } query B { book { title } }";

        assertThat(refusal(two)).isEqualTo("BAD_REQUEST: The document has several operations: name one");
        assertThat(refusalOf(() ->
                        world.execute(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "C", Map.of()))))
                .isEqualTo("BAD_REQUEST: No operation of that name in the document");
        assertThat(world.execute(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "B", Map.of())))
                .containsEntry("data", Map.of("book", Map.of("title", "茶经")));
    }

    @Test
    void only_the_operation_meant_is_limited() {
        var two = "query Small { points } query Large { " + rootFields(21) + " }";

        assertThat(world.execute(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "Small", Map.of())))
                .containsEntry("data", Map.of("points", 1));
    }

    @Test
    void a_document_is_a_write_when_the_operation_meant_is_one() {
        var both = "query R { points } mutation W { bookSet(input: {title: \"a\"}) { book { title } } }";

        assertThat(GraphQlExecutor.isMutation(new GraphQlRequest(both, "R", Map.of())))
                .isFalse();
        assertThat(GraphQlExecutor.isMutation(new GraphQlRequest(both, "W", Map.of())))
                .isTrue();
        assertThat(GraphQlExecutor.isMutation(new GraphQlRequest(both, null, Map.of())))
                .isTrue();
        assertThat(GraphQlExecutor.isMutation(new GraphQlRequest("{", null, Map.of())))
                .isFalse();
    }

    private static String nested(int levels) {
        return "{ book " + "{ parent ".repeat(levels - 2) + "{ title }" + " }".repeat(levels - 2) + " }";
    }

    private static String aliases(int count) {
        return aliasesOf("title", count);
    }

    private static String aliasesOf(String field, int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i + ": " + field).collect(Collectors.joining(" "));
    }

    private static String rootFields(int count) {
        return "__typename ".repeat(count);
    }

    private static Map<String, Object> firstOnly(Map<String, Object> answer) {
        return Map.of("errors", List.of(BookWorld.errors(answer).getFirst()));
    }

    private String codeOf(String query) {
        try {
            return String.valueOf(BookWorld.extension(firstOnly(world.run(query)), "code"));
        } catch (Refusal refusal) {
            return refusal.code().name();
        }
    }

    private String refusal(String query) {
        return refusal(query, Map.of());
    }

    private String refusal(String query, Map<String, ?> variables) {
        return refusal(Surface.STOREFRONT, new Actor.Guest(), query, variables);
    }

    private String refusal(Surface surface, Actor actor, String query, Map<String, ?> variables) {
        return refusalOf(() -> world.run(surface, actor, query, variables));
    }

    /** Code and text of the refusal; nothing may have been resolved for it. */
    private String refusalOf(ThrowingCallable deed) {
        world.resolved.clear();
        var refusal = catchThrowableOfType(Refusal.class, deed);
        assertThat(refusal).isNotNull();
        assertThat(world.resolved).isEmpty();
        Code code = refusal.code();
        return code + ": " + refusal.text();
    }
}
