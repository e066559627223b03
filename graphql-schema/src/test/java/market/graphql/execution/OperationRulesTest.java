package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.graphql.Refusal;
import market.graphql.Surface;
import org.junit.jupiter.api.Test;

/** What is exactly at a limit runs; one more is refused with its code, and nothing of it is resolved. */
class OperationRulesTest {

    private final BookWorld world = new BookWorld();

    @Test
    void twelve_levels_are_read_and_the_thirteenth_is_refused() {
        assertThat(world.run(nested(12))).containsOnlyKeys("data");
        assertThat(world.refusal(nested(13))).isEqualTo("GRAPHQL_VALIDATION_FAILED: Nested deeper than 12");
    }

    @Test
    void fragments_neither_hide_a_level_nor_count_as_one() {
        var below = "book " + "{ parent ".repeat(10) + "{ title }" + " }".repeat(10);
        var tooDeep = "book " + "{ parent ".repeat(11) + "{ title }" + " }".repeat(11);

        assertThat(world.run("{ ...Deep } fragment Deep on Query { ... on Query { " + below + " } }"))
                .containsOnlyKeys("data");
        assertThat(world.refusal("{ ...Deep } fragment Deep on Query { ... on Query { " + tooDeep + " } }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: Nested deeper than 12");
    }

    @Test
    void thirty_aliases_are_read_and_one_more_is_refused() {
        assertThat(world.run("{ book { " + aliases(30) + " } }")).containsOnlyKeys("data");
        assertThat(world.refusal("{ book { " + aliases(31) + " } }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: More than 30 aliases");
    }

    @Test
    void aliases_of_a_fragment_count_wherever_it_is_spread() {
        var fragment = " fragment Titles on Book { " + aliases(15) + " }";

        assertThat(world.run("{ book { ...Titles parent { ...Titles } } }" + fragment))
                .containsOnlyKeys("data");
        assertThat(world.refusal("{ book { ...Titles parent { ...Titles other: title } } }" + fragment))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: More than 30 aliases");
    }

    @Test
    void twenty_root_fields_are_read_and_one_more_is_refused() {
        assertThat(world.run("{ " + rootFields(20) + " }")).containsOnlyKeys("data");
        assertThat(world.refusal("{ " + rootFields(21) + " }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 20 root fields");
    }

    @Test
    void root_fields_do_not_hide_in_fragments() {
        assertThat(world.refusal("{ ...All } fragment All on Query { " + rootFields(21) + " }"))
                .isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 20 root fields");
        assertThat(world.refusal("{ ... { " + rootFields(10) + " } ... on Query { " + rootFields(11) + " } }"))
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
            assertThat(world.refusal(twice)).isEqualTo("GRAPHQL_VALIDATION_FAILED: At most 1 root fields");
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
            assertThat(world.refusal("{ books(first: " + first + ") { pageInfo { hasNextPage } } }"))
                    .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
            assertThat(world.refusal(
                            "query($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }", Map.of("n", first)))
                    .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
        }
    }

    @Test
    void the_default_of_a_variable_counts_like_its_value() {
        assertThat(world.refusal("query($n: Int! = 101) { books(first: $n) { edges { cursor } } }"))
                .isEqualTo("BAD_USER_INPUT: books.first: must be between 1 and 100");
        var nested =
                "query($n: Int! = 100) { books(first: $n) { edges { node { more(first: $n) { edges { cursor } } } } } }";
        assertThat(world.refusal(nested))
                .isEqualTo("COST_EXCEEDED: This operation costs 10301 points; at most 1000 are allowed");
        assertThat(world.run(nested, Map.of("n", 5))).containsOnlyKeys("data");
    }

    @Test
    void the_default_of_an_argument_counts_when_nothing_is_given() {
        // 1 + 20 * (1 + 1 + 1 + 20 * 2): forty points a row.
        assertThat(world.run("{ books { edges { node { more { edges { node { title } } } } } } }"))
                .containsOnlyKeys("data");
        assertThat(world.refusal("{ books { edges { node { more { edges { node { points } } } } } } }"))
                .isEqualTo("COST_EXCEEDED: This operation costs 40861 points; at most 1000 are allowed");
    }

    @Test
    void a_thousand_points_are_read_and_one_more_is_refused() {
        var thousand =
                IntStream.range(0, 10).mapToObj(i -> "p" + i + ": points").collect(Collectors.joining(" "));

        assertThat(world.run("{ " + thousand + " }")).containsOnlyKeys("data");
        assertThat(world.refusal("{ " + thousand + " book { title } }"))
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
        assertThat(world.refusal(Surface.MERCHANT, reader, "{ " + row + " " + page + " book { title } }", Map.of()))
                .isEqualTo("COST_EXCEEDED: This operation costs 5001 points; at most 5000 are allowed");
    }

    @Test
    void the_cost_of_a_fragment_is_paid_at_each_spread() {
        var fragment = " fragment Dear on Book { points }";

        assertThat(world.refusal("{ row(first: 5) { ...Dear } other: row(first: 5) { ...Dear } }" + fragment))
                .isEqualTo("COST_EXCEEDED: This operation costs 1002 points; at most 1000 are allowed");
    }

    @Test
    void members_of_a_union_are_paid_too() {
        assertThat(world.refusal("{ things { __typename ... on Book { row(first: 10) { points } } } }"))
                .isEqualTo("COST_EXCEEDED: This operation costs 1002 points; at most 1000 are allowed");
    }

    @Test
    void costs_beyond_all_numbers_are_a_refusal_too() {
        var deep = "{ row(first: 100) ".repeat(11) + "{ title }" + " }".repeat(11);

        assertThat(world.refusal(deep)).startsWith("COST_EXCEEDED: ");
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
}
