package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import market.graphql.Surface;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what GraphQL over HTTP promises of methods, types, sizes and statuses, on each surface. */
final class AnsweringOverHttpTest {

    private static final String JSON = "application/json";
    private static final String TYPENAME = "{ __typename }";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Client guest;
    private static Client merchant;
    private static Client operator;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(
                folder.resolve("first"),
                Map.of("MARKET_CORS_ORIGINS", "https://shop.example", "MARKET_BODY_TIME", "1s"));
        guest = Client.guest(engine);
        merchant = Client.staff(engine, "MERCHANT");
        operator = Client.staff(engine, "OPERATOR");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void every_surface_answers_queries_by_post_and_by_get() {
        for (var client : new Client[] {guest, merchant, operator}) {
            assertThat(client.ask(TYPENAME).at("/data/__typename")).isEqualTo("Query");
            assertThat(client.get(Map.of("query", TYPENAME)).at("/data/__typename"))
                    .isEqualTo("Query");
        }
    }

    @Test
    void every_surface_serves_its_contract_as_it_is_committed() throws IOException {
        for (var surface : Surface.values()) {
            var name = surface.name().toLowerCase(Locale.ROOT);
            var committed = Path.of("../graphql-schema/contract/" + name + ".graphql");
            var served = guest.at(surface.path() + "/schema.graphql").send("GET", null);
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.header("Content-Type")).startsWith("text/plain");
            assertThat(served.text().strip())
                    .isEqualTo(Files.readString(committed).strip());
        }
    }

    @Test
    void the_explorer_needs_no_other_host_and_does_not_exist_where_it_is_switched_off() {
        var pages = List.of("/explorer/storefront", "/explorer/merchant", "/explorer/operator");
        for (var page : pages) {
            var shown = guest.at(page).send("GET", null);
            assertThat(shown.status()).as(page).isEqualTo(200);
            assertThat(shown.text()).doesNotContainPattern("(src|href)=\"(https?:)?//");
        }
        try (var copy = engine.copy(folder.resolve("second"), Map.of("MARKET_EXPLORER", "false"))) {
            for (var page : pages) {
                assertThat(Client.guest(copy).at(page).send("GET", null).status())
                        .as(page)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void staff_surfaces_ask_for_a_credential_by_both_methods() {
        for (var path : new String[] {"/merchant/graphql", "/operator/graphql"}) {
            var nobody = guest.at(path);
            for (var reply : new Reply[] {nobody.ask(TYPENAME), nobody.get(Map.of("query", TYPENAME))}) {
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
            assertThat(nobody.with("Authorization", "Bearer mk_live_wrong")
                            .ask(TYPENAME)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(merchant.at("/operator/graphql").ask(TYPENAME).status()).isEqualTo(401);
    }

    @Test
    void the_type_of_the_answer_follows_accept() {
        var cases = Map.of(
                Client.GRAPHQL_JSON,
                Client.GRAPHQL_JSON,
                JSON,
                JSON,
                "*/*",
                JSON,
                "application/json;q=0.5, " + Client.GRAPHQL_JSON,
                Client.GRAPHQL_JSON,
                Client.GRAPHQL_JSON + ";q=0.5, application/json",
                JSON,
                "text/html, application/*;q=0.1",
                JSON);
        cases.forEach((accept, type) -> assertThat(
                        guest.with("Accept", accept).ask(TYPENAME).header("Content-Type"))
                .isEqualTo(type + "; charset=utf-8"));
        assertThat(guest.ask(TYPENAME).header("Content-Type")).isEqualTo(JSON + "; charset=utf-8");

        var refused = guest.with("Accept", "text/html").ask(TYPENAME);
        assertThat(refused.status()).isEqualTo(406);
        assertThat(refused.code()).isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void faults_in_a_document_show_in_the_status_only_under_the_newer_type() {
        for (var document : new String[] {"{", "{ nowhere }"}) {
            assertThat(guest.with("Accept", Client.GRAPHQL_JSON).ask(document).status())
                    .isEqualTo(400);
            assertThat(guest.with("Accept", JSON).ask(document).status()).isEqualTo(200);
        }
        assertThat(guest.with("Accept", JSON).post("{ \"query\"").status()).isEqualTo(400);
    }

    @Test
    void only_json_in_utf_8_is_read() {
        for (var type : new String[] {
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "application/json; charset=gbk"
        }) {
            var reply = guest.with("Content-Type", type).post("{\"query\":\"{ __typename }\"}");
            assertThat(reply.status()).as(type).isEqualTo(415);
            assertThat(reply.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        assertThat(guest.with("Content-Type", "application/json; charset=UTF-8")
                        .post("{\"query\":\"{ __typename }\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_no_request_object_is_refused_as_graphql() {
        for (var body : new String[] {
            "",
            "{",
            "nonsense",
            "null",
            "\"text\"",
            "[{\"query\":\"{ __typename }\"}]",
            "{}",
            "{\"query\":1}",
            "{\"query\":\"{ __typename }\",\"variables\":[]}",
            "{\"query\":\"{ __typename }\",\"extensions\":\"x\"}",
            "{\"query\":\"{ __typename }\",\"operationName\":{}}",
            "{\"query\":\"{ __typename }\",\"query\":\"{ __typename }\"}",
            "{\"query\":\"{ __typename }\"} trailing",
            "{\"query\":\"{ __typename }\",\"variables\":" + "[".repeat(70) + "]".repeat(70) + "}"
        }) {
            var reply = guest.post(body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.code()).as(body).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void odd_members_and_parameters_do_no_harm() {
        assertThat(guest.post("""
                {"query":"query($a: ID!) { __typename node(id: $a) { id } }","__proto__":{"x":1},"constructor":null,
                 "variables":{"__proto__":{"isAdmin":true},"constructor":"x","a":"b"}}
                """).at("/data/__typename")).isEqualTo("Query");
        assertThat(guest.getRaw("query=%7B__typename%7D&unknown=1&unknown=2&__proto__=x")
                        .status())
                .isEqualTo(200);
        assertThat(guest.getRaw("query=%7B__typename%7D&query=%7B__typename%7D").code())
                .isEqualTo("BAD_REQUEST");
        assertThat(guest.getRaw("query[]=%7B__typename%7D".replace("[", "%5B").replace("]", "%5D"))
                        .code())
                .isEqualTo("BAD_REQUEST");
        assertThat(guest.getRaw("query=%7B__typename%7D&variables=%5B%5D").code())
                .isEqualTo("BAD_REQUEST");
        assertThat(guest.get(Map.of("query", TYPENAME, "variables", "null", "operationName", ""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_mutation_never_runs_by_get() {
        var reply = guest.with("Accept", Client.GRAPHQL_JSON)
                .get(Map.of("query", "mutation { signOut { userErrors { code } } }"));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.code()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void other_methods_are_told_which_there_are() {
        for (var method : new String[] {"PUT", "DELETE", "PATCH"}) {
            var reply = guest.with("Content-Type", JSON).send(method, "{}");
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Allow")).contains("GET").contains("POST");
            assertThat(reply.code()).isEqualTo("METHOD_NOT_ALLOWED");
        }
    }

    @Test
    void a_body_over_the_limit_of_its_surface_is_not_read() {
        var padding = "{\"query\":\"{ __typename }\",\"x\":\"%s\"}";

        assertThat(guest.post(padding.formatted("x".repeat(60 * 1024))).status())
                .isEqualTo(200);
        var refused = guest.post(padding.formatted("x".repeat(64 * 1024)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(merchant.post(padding.formatted("x".repeat(250 * 1024))).status())
                .isEqualTo(200);
        assertThat(merchant.post(padding.formatted("x".repeat(256 * 1024))).status())
                .isEqualTo(413);
    }

    @Test
    void a_body_that_does_not_say_its_length_is_broken_off_at_the_limit() throws IOException {
        var chunk = "x".repeat(16 * 1024);

        assertThat(raw(
                        "Transfer-Encoding: chunked\r\n",
                        Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n",
                        8))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void a_body_that_comes_too_slowly_is_given_up() throws IOException {
        assertThat(raw("Content-Length: 100\r\n", "{\"query\":", 1)).startsWith("HTTP/1.1 408");
    }

    @Test
    void large_answers_are_compressed_on_request_and_small_ones_are_not() {
        var client = guest.with("Accept-Encoding", "gzip").with("Accept", Client.GRAPHQL_JSON);
        var large = client.ask("{ categories { code name parentCode } }");

        assertThat(large.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(large.bytes().length).isLessThan(large.text().length() / 2);
        assertThat(large.json().at("/data/categories").size()).isPositive();
        assertThat(client.ask(TYPENAME).header("Content-Encoding")).isEmpty();
        assertThat(guest.ask("{ categories { code name parentCode } }").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void only_pages_of_the_named_origins_may_call() {
        var own = guest.with("Origin", "https://shop.example");
        var preflight = own.with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", null);

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(own.ask(TYPENAME).header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(own.ask(TYPENAME).header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
        assertThat(guest.with("Origin", "https://evil.example").ask(TYPENAME).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    /** Sends a head, then a part of a body some times over, and then nothing more; what the engine says to it. */
    private static String raw(String header, String part, int times) throws IOException {
        try (var socket = new Socket(engine.url().getHost(), engine.url().getPort())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST /graphql HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\n" + header + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (var i = 0; i < times; i++) {
                out.write(part.getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            var answer = new byte[1024];
            var length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
