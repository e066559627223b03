package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when something goes wrong: a code, a trace, and nothing of ours. */
class ErrorsTest {

    private final BookWorld world = new BookWorld();

    @ParameterizedTest
    @ValueSource(strings = {"broken", "brokenLoad", "wrongType", "strange { __typename }"})
    void a_fault_of_ours_shows_a_trace_and_no_word_of_it(String field) {
        var answer = world.run("{ " + field + " }");

        assertThat(BookWorld.error(answer)).containsEntry("message", "Something went wrong on our side");
        assertThat(BookWorld.error(answer).get("extensions"))
                .isEqualTo(Map.of("code", "INTERNAL", "traceId", BookWorld.TRACE));
        assertThat(answer.toString()).doesNotContain("jdbc", "hunter2", "Exception", "market.", "java.");
        assertThat(GraphQlExecutor.firstCode(answer)).isEqualTo(Code.INTERNAL);
    }

    @ParameterizedTest
    @MethodSource("absences")
    void a_database_that_is_away_or_has_no_connection_left_is_told_with_when_to_come_again(SQLException absence) {
        var refusal = Errors.internal(new IllegalStateException("jdbc", absence));

        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refusal.text()).isEqualTo("This cannot be answered at present: try again in 2 s");
    }

    static List<SQLException> absences() {
        return List.of(
                new SQLTransientConnectionException("no connection for 5000ms"),
                new SQLException("closed", "08006"),
                new SQLException("terminated", "57P01"),
                new SQLException("too many", "53300"));
    }

    @Test
    void a_statement_that_is_wrong_is_a_fault_of_ours() {
        assertThat(Errors.internal(new SQLException("no column", "42703")).code())
                .isEqualTo(Code.INTERNAL);
    }

    @Test
    void a_fault_in_one_field_leaves_the_others() {
        var answer = world.run("{ points broken book { title broken } }");

        var book = new HashMap<String, Object>();
        book.put("title", "茶经");
        book.put("broken", null);
        assertThat(BookWorld.data(answer).get("points")).isEqualTo(1);
        assertThat(BookWorld.data(answer).get("broken")).isNull();
        assertThat(BookWorld.data(answer).get("book")).isEqualTo(book);
        assertThat(BookWorld.errors(answer)).hasSize(2);
        assertThat(BookWorld.errors(answer).stream().<Object>map(error -> ((Map<?, ?>) error).get("path")))
                .containsExactlyInAnyOrder(List.of("broken"), List.of("book", "broken"));
    }

    @Test
    void a_fault_in_a_field_that_is_never_null_takes_its_object_along() {
        var answer = world.run("{ points book { title brokenTitle } }");

        assertThat(BookWorld.data(answer).get("points")).isEqualTo(1);
        assertThat(BookWorld.data(answer).get("book")).isNull();
        assertThat(BookWorld.extension(answer, "code")).isEqualTo("INTERNAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "refusedLoad"})
    void a_refusal_by_a_resolver_keeps_its_code_text_and_place(String field) {
        var answer = world.run("{ " + field + " points }");

        assertThat(BookWorld.error(answer))
                .containsEntry("message", "input.title: is taken, 100%s")
                .containsEntry("path", List.of(field));
        assertThat(BookWorld.error(answer).get("extensions"))
                .isEqualTo(Map.of(
                        "code", "BAD_USER_INPUT", "traceId", BookWorld.TRACE, "field", List.of("input", "title")));
        assertThat(BookWorld.data(answer).get("points")).isEqualTo(1);
    }

    @Test
    void broken_documents_and_wrong_fields_have_their_codes_and_no_data() {
        var broken = world.run("{ book { ");
        var unknown = world.run("{ book { titel } }");

        assertThat(broken).containsOnlyKeys("errors");
        assertThat(BookWorld.extension(broken, "code")).isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(BookWorld.extension(broken, "traceId")).isEqualTo(BookWorld.TRACE);
        assertThat(unknown).containsOnlyKeys("errors");
        assertThat(BookWorld.extension(unknown, "code")).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(unknown.toString()).doesNotContain("did you mean", "classification", "'title'");
        assertThat(GraphQlExecutor.firstCode(unknown)).isEqualTo(Code.GRAPHQL_VALIDATION_FAILED);
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void the_same_broken_document_is_refused_the_same_way_again() {
        var first = world.run("{ book { titel } }");

        assertThat(world.run("{ book { titel } }")).isEqualTo(first);
    }

    @Test
    void too_long_and_too_many_words_are_refused_before_they_are_understood() {
        assertThat(BookWorld.extension(world.run("{ points } #" + "x".repeat(33 * 1024)), "code"))
                .isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(BookWorld.extension(world.run("{ " + "points ".repeat(2_000) + "}"), "code"))
                .isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void a_missing_variable_is_the_callers_fault() {
        var answer = world.run("query($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }");

        assertThat(BookWorld.extension(answer, "code")).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(answer.toString()).doesNotContain("java.", "graphql.");
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void a_page_cannot_be_asked_for_with_a_text() {
        var answer = world.run("query($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }", Map.of("n", "100"));

        assertThat(BookWorld.extension(answer, "code")).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(world.resolved).isEmpty();
    }

    @Test
    void a_cursor_of_nowhere_is_refused() {
        var answer = world.run("{ books(first: 2, after: \"nowhere\") { edges { cursor } } }");

        assertThat(BookWorld.extension(answer, "code")).isEqualTo("BAD_USER_INPUT");
        assertThat(BookWorld.extension(answer, "field")).isEqualTo(List.of("after"));
    }

    @Test
    void a_hidden_fault_says_nothing_and_an_answer_without_errors_has_no_code() {
        var hidden = GraphQlExecutor.hide(new IllegalStateException(BookWorld.SECRET));

        assertThat(hidden.code()).isEqualTo(Code.INTERNAL);
        assertThat(GraphQlExecutor.refused(hidden, BookWorld.TRACE).toString())
                .doesNotContain("hunter2")
                .contains(BookWorld.TRACE);
        assertThat(GraphQlExecutor.refused(new Refusal(Code.THROTTLED, "slower"), BookWorld.TRACE))
                .isEqualTo(Map.of(
                        "errors",
                        List.of(Map.of(
                                "message",
                                "slower",
                                "extensions",
                                Map.of("code", "THROTTLED", "traceId", BookWorld.TRACE)))));
    }
}
