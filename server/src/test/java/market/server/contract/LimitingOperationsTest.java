package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what is too deep, too wide, too dear, too frequent or too slow is refused before it harms others. */
final class LimitingOperationsTest {

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static TestEngine second;
    private static Client guest;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(
                folder.resolve("first"),
                Map.of(
                        "MARKET_RATE_ADDRESS", "1000/10",
                        "MARKET_RATE_OPERATOR", "100/1",
                        "MARKET_TRUSTED_PROXIES", "127.0.0.0/8",
                        "MARKET_DEADLINE_STOREFRONT", "3s"));
        second = engine.copy(folder.resolve("second"));
        guest = Client.guest(engine).with("Accept", Client.GRAPHQL_JSON);
    }

    @AfterAll
    static void stop() {
        second.close();
        engine.close();
    }

    @Test
    void shapes_over_their_limit_are_refused_with_a_code() {
        var who = from("192.0.2.1");
        var deep = "{ product(by: {handle: \"x\"}) " + "{ variants { edges { node { product ".repeat(3) + "{ id }"
                + "}".repeat(13);
        var aliases = "{ " + repeat(31, i -> "a" + i + ": __typename ") + "}";
        var roots = "{ " + repeat(21, i -> "__typename ") + "}";
        var directives = "{ __typename " + repeat(21, i -> "@include(if: true) ") + "}";
        var bomb = "query { ...f0 } "
                + repeat(25, i -> "fragment f" + i + " on Query { ...f" + (i + 1) + " ...f" + (i + 1) + " } ")
                + "fragment f25 on Query { __typename }";
        var circle = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        for (var document : new String[] {deep, aliases, roots, directives, bomb, circle}) {
            var reply = who.ask(document);
            assertThat(reply.status()).as(document).isEqualTo(400);
            assertThat(reply.code()).as(document).isIn("GRAPHQL_VALIDATION_FAILED", "COST_EXCEEDED");
        }
        assertThat(who.ask("{ " + repeat(2_001, i -> "__typename ") + "}").code())
                .isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(who.ask("{ __typename } # " + "x".repeat(33 * 1024)).code()).isEqualTo("GRAPHQL_PARSE_FAILED");
        assertThat(who.ask("mutation { a: signOut { __typename } b: signOut { __typename } }")
                        .code())
                .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void pages_are_at_most_a_hundred_long_also_through_variables() {
        var document = "query($n: Int!) { orders(first: $n) { edges { cursor } } }";

        assertThat(from("192.0.2.2").ask(document, Map.of("n", 100)).status()).isEqualTo(200);
        assertThat(from("192.0.2.2").ask(document, Map.of("n", 101)).code()).isEqualTo("BAD_USER_INPUT");
        assertThat(from("192.0.2.2").ask(document, Map.of("n", 0)).code()).isEqualTo("BAD_USER_INPUT");
        assertThat(from("192.0.2.2")
                        .ask("{ orders(first: 1000000) { edges { cursor } } }")
                        .code())
                .isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void cost_is_told_for_what_was_asked_and_for_what_was_answered() {
        var reply = from("192.0.2.3").ask("""
                { productSearch(input: {}, first: 50) { edges { node { id title priceRange { min { amount } } } } } }
                """);

        // 10 for the search, then 50 times: the edge, the node, the range, the amount of money.
        assertThat(reply.json().at("/extensions/cost/requested").asInt()).isEqualTo(10 + 50 * 4);
        var hits = reply.json().at("/data/productSearch/edges").size();
        assertThat(reply.json().at("/extensions/cost/actual").asInt()).isEqualTo(10 + hits * 4);
        assertThat(reply.json().at("/extensions/cost/throttle/max").asInt()).isEqualTo(1000);
        assertThat(reply.json().at("/extensions/cost/throttle/restoreRate").asInt())
                .isEqualTo(10);
        assertThat(reply.json().at("/extensions/cost/throttle/available").asInt())
                .isBetween(1000 - 10 - hits * 4, 1000 - 10 - hits * 4 + 40);
    }

    @Test
    void what_variables_switch_off_and_what_fragments_repeat_costs_nothing() {
        var document = """
                query($more: Boolean!) {
                  categories @include(if: $more) { code }
                  product(by: {handle: "none"}) { id }
                  ...again
                }
                fragment again on Query { product(by: {handle: "none"}) { title } }
                """;

        assertThat(requested(from("192.0.2.4").ask(document, Map.of("more", false))))
                .isEqualTo(1);
        assertThat(requested(from("192.0.2.4").ask(document, Map.of("more", true))))
                .isEqualTo(21);
    }

    @Test
    void an_operation_that_is_too_dear_does_not_run() {
        var reply = from("192.0.2.5").ask("""
                { productSearch(input: {}, first: 100) {
                    edges { node { variants(first: 100) { edges { node { id } } } } } } }
                """);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("COST_EXCEEDED");
    }

    @Test
    void who_has_spent_its_points_is_told_when_to_come_again_by_every_copy() {
        var dear = "{ categories { code } pavilions { handle } regions { code } }";
        var here = from("192.0.2.6");
        var there = new Client(second.url().resolve("/graphql"), here.headers());
        var answered = 0;
        Reply reply;
        do {
            reply = (answered % 2 == 0 ? here : there).ask(dear);
            answered += reply.status() == 200 ? 1 : 0;
        } while (reply.status() == 200);

        // 60 points each: more than what the bucket holds is never spent, whichever copy answers.
        assertThat(answered).isBetween(12, 18);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("THROTTLED");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 6);
        assertThat(requested(reply)).isEqualTo(60);
        assertThat(reply.json().at("/extensions/cost/throttle/available").asInt())
                .isLessThan(60);
        assertThat(from("192.0.2.7").ask(dear).status()).isEqualTo(200);
    }

    @Test
    void a_credential_has_a_bucket_of_its_own() {
        var operator = Client.staff(engine, "OPERATOR");
        Reply reply;
        var answered = 0;
        do {
            reply = operator.ask("{ trialBalance { isBalanced } }");
            answered++;
        } while (reply.status() == 200 && answered < 20);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(answered).isBetween(5, 8);
    }

    @Test
    void what_takes_too_long_is_given_up_with_its_statement() throws SQLException {
        try (var lock = database();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE catalog.pavilion IN ACCESS EXCLUSIVE MODE");

            var reply = from("192.0.2.8").ask("{ pavilion(handle: \"never-read-before\") { id } }");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("TIMEOUT");
            assertThat(from("192.0.2.8").ask("{ __typename }").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(waiting(lock)).isZero());
            lock.rollback();
        }
        assertThat(from("192.0.2.8")
                        .ask("{ pavilion(handle: \"never-read-before\") { id } }")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void messages_name_nothing_of_ours_and_suggest_nothing() {
        var who = from("192.0.2.9").with("Accept", "application/json");
        var replies = new Reply[] {
            who.ask("{ produkt { id } }"),
            who.ask("{ product(bye: 1) { id } }"),
            who.ask("query($a: Int!) { orders(first: $a) { edges { cursor } } }", Map.of("a", "x")),
            who.ask("query($a: Int!) { orders(first: $a) { edges { cursor } } }", Map.of("a", Map.of("x", 1))),
            who.ask("query($a: ProductSort!) { productSearch(input: {sort: $a}) { totalCount } }", Map.of("a", 7)),
            who.ask("query($a: ProductSearchInput!) { productSearch(input: $a) { totalCount } }", Map.of("a", "x")),
            who.ask(
                    "query($a: ProductSearchInput!) { productSearch(input: $a) { totalCount } }",
                    Map.of("a", Map.of("sorted", 1))),
            who.ask("query($a: ProductKey!) { product(by: $a) { id } }", Map.of("a", Map.of("id", "a", "handle", "b"))),
            who.ask("query($a: String!) { regions(parent: $a) { code } }", Collections.singletonMap("a", null)),
            who.ask("{ product(by: {id: 1, handle: \"x\"}) { id } }"),
            who.ask("{{{"),
            who.ask("{ me { id } } \u0000"),
        };
        for (var reply : replies) {
            assertThat(reply.json().at("/errors").size()).as(reply.toString()).isPositive();
            assertThat(reply.text())
                    .doesNotContainIgnoringCase("did you mean")
                    .doesNotContain("graphql.", "java.", "market.", "Exception", "LinkedHashMap", "ArrayList", "Coerc");
        }
    }

    private static Client from(String address) {
        return guest.with("X-Forwarded-For", address);
    }

    private static int requested(Reply reply) {
        return reply.json().at("/extensions/cost/requested").asInt();
    }

    private static String repeat(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining());
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(engine.postgresUrl());
    }

    private static int waiting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event_type = 'Lock'
                           AND query LIKE '%FROM catalog.pavilion%WHERE handle = %'
                        """)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
