package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.kernel.Json;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: no request costs the engine much, breaks it or learns anything of its inside. Method: every request goes over a bare
 * connection, while an ordinary caller has to be answered as usual.
 */
final class HostileRequestsTest {

    private static final String HOW = "Content-Type: application/json\r\nAccept: " + Client.GRAPHQL_JSON + "\r\n";
    private static final byte[] TYPENAME = "{\"query\":\"{ __typename }\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static RawHttp raw;
    private static Client neighbour;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder, Map.of("MARKET_BODY_TIME", "1s"));
        raw = new RawHttp(engine.url());
        neighbour = Client.guest(engine);
        assertThat(neighbour.ask("{ categories { code } }").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void documents_that_are_too_much_are_refused_at_once() {
        var cases = new LinkedHashMap<String, String>();
        cases.put("{a".repeat(10_000), "GRAPHQL_PARSE_FAILED");
        cases.put("{ product(by: " + "[".repeat(15_000) + "]".repeat(15_000) + ") { id } }", "GRAPHQL_PARSE_FAILED");
        cases.put("{ product(by: " + "{a:".repeat(300) + "1" + "}".repeat(300) + ") { id } }", "GRAPHQL_PARSE_FAILED");
        cases.put("{" + repeat(1000, i -> " a" + i + ":__typename") + " }", "GRAPHQL_PARSE_FAILED");
        cases.put("{" + repeat(600, i -> " a" + i + ":__typename") + " }", "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{" + repeat(120, i -> " a: product(by: {id: \"" + i + "\"}) { id }") + " }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put(repeat(1000, i -> "query q" + i + " { __typename } "), "GRAPHQL_PARSE_FAILED");
        cases.put(repeat(300, i -> "query q" + i + " { __typename } "), "BAD_REQUEST");
        cases.put("{ __typename" + repeat(100, i -> " @include(if: true)") + " }", "GRAPHQL_VALIDATION_FAILED");
        cases.put("{ __typename" + repeat(600, i -> " @d" + i) + " }", "GRAPHQL_VALIDATION_FAILED");
        cases.put("query" + repeat(600, i -> " @d") + " { __typename }", "GRAPHQL_VALIDATION_FAILED");
        cases.put("query(" + repeat(400, i -> "$v" + i + ":Int ") + ") { __typename }", "GRAPHQL_VALIDATION_FAILED");
        cases.put("# " + "x".repeat(40_000) + "\n{ __typename }", "GRAPHQL_PARSE_FAILED");
        cases.put(",".repeat(31_000) + "{ nowhere }", "GRAPHQL_VALIDATION_FAILED");
        refused(cases);
    }

    @Test
    void a_field_that_is_asked_a_thousand_times_is_answered_once() {
        var document = "{ product(by: {id: \"x\"}) {" + repeat(1000, i -> " id") + " } }";
        var answer = checked(document, RawHttp.postJson(Json.write(Map.of("query", document))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/extensions/cost/requested").asInt()).isEqualTo(1);
    }

    @Test
    void fragments_and_introspection_that_go_in_circles_are_refused_at_once() {
        var cases = new LinkedHashMap<String, String>();
        cases.put(
                "{ ...f0 } "
                        + repeat(
                                25,
                                i -> "fragment f" + i + " on Query { a: __typename ...f" + (i + 1) + " b: __typename"
                                        + " ...f" + (i + 1) + " } ")
                        + "fragment f25 on Query { __typename }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{ product(by: {id: \"x\"}) { ...f0 } } "
                        + repeat(
                                25,
                                i -> "fragment f" + i + " on Product { variants { edges { node { product { ...f"
                                        + (i + 1) + " } } } } ...f" + (i + 1) + " } ")
                        + "fragment f25 on Product { id }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put("{ ...a } fragment a on Query { ...a }", "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a __typename }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{ product(by: {id: \"x\"}) { ...a } } fragment a on Product { variants { edges { node { product {"
                        + " ...a } } } } }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{ __schema { types " + "{ fields { type ".repeat(8) + "{ name }" + " } }".repeat(8) + " } }",
                "GRAPHQL_VALIDATION_FAILED");
        cases.put(
                "{ __type(name: \"Query\") " + "{ ofType ".repeat(80) + "{ name }" + " }".repeat(80) + " }",
                "GRAPHQL_PARSE_FAILED");
        cases.put(
                "{" + repeat(20, i -> " s" + i + ": __schema { types { fields { name } } }") + " }",
                "GRAPHQL_VALIDATION_FAILED");
        refused(cases);
    }

    @Test
    void bodies_that_are_too_long_or_too_deep_are_refused_before_they_are_understood() {
        var document = RawHttp.postJson("{\"query\":\"{ __typename } #" + "x".repeat(2 << 20) + "\"}");
        var variables = RawHttp.postJson(
                "{\"query\":\"{ __typename }\",\"variables\":{\"a\":\"" + "x".repeat(8 << 20) + "\"}}");
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        var chunked = RawHttp.join(
                ("POST /graphql HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n" + HOW
                                + "Transfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                (chunk.repeat(128) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (var request : new byte[][] {document, variables, chunked}) {
            assertThat(checked("long", request).status()).isEqualTo(413);
        }
        for (var body : new String[] {
            "[".repeat(50_000),
            "[".repeat(30_000) + "]".repeat(30_000),
            "{\"query\":\"{ __typename }\",\"variables\":{\"a\":" + "[".repeat(50_000),
            "{\"variables\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001),
            "{\"query\":\"{ __typename }\",\"extensions\":{\"a\":" + "[".repeat(50_000),
            "[" + repeat(1000, i -> (i > 0 ? "," : "") + "{\"query\":\"{ __typename }\"}") + "]",
            "{\"query\":\"{ __typename }\",\"variables\":{\"a\":{\"b\":1,\"b\":2}}}",
            "{\"query\":\"{ __typename }\",\"variables\":{\"a\":" + "9".repeat(20_000) + "}}",
        }) {
            var answer = checked(body, RawHttp.postJson(body));
            assertThat(answer.status()).as(shortened(body)).isEqualTo(400);
            assertThat(answer.code()).as(shortened(body)).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        var head = "{\"query\":\"{ __typename }\",\"variables\":{\"a\":\"".getBytes(StandardCharsets.US_ASCII);
        var tail = "\"}}".getBytes(StandardCharsets.US_ASCII);
        for (var bytes : new byte[][] {
            {(byte) 0xff, (byte) 0xfe},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0xe4, (byte) 0xb8},
            {0},
        }) {
            var answer = checked("bytes", RawHttp.postJson(RawHttp.join(RawHttp.join(head, bytes), tail)));
            assertThat(answer.status()).as(Json.write(bytes)).isEqualTo(400);
        }
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            var answer = checked("charset", RawHttp.postJson("{\"query\":\"{ __typename }\"}".getBytes(charset)));
            assertThat(answer.status()).as(charset.name()).isEqualTo(400);
        }
    }

    @Test
    void types_that_pages_of_others_may_send_are_not_read_however_they_are_written() {
        for (var type : new String[] {
            "",
            "Content-Type: text/PLAIN\r\n",
            "Content-Type: \r\n",
            "Content-Type: text/plain; application/json\r\n",
            "Content-Type: application/json, text/plain\r\n",
            "Content-Type: text/plain\r\nContent-Type: application/json\r\n",
            "Content-Type: multipart/form-data; boundary=\"" + "x".repeat(2000) + "\"\r\n",
            "Content-Type: application/x-www-form-urlencoded\r\nX-HTTP-Method-Override: GET\r\n",
        }) {
            assertThat(checked(type, RawHttp.post(type, TYPENAME)).status())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    @Test
    void odd_heads_are_answered_or_refused_in_good_order() {
        for (var header : new String[] {
            "Accept: ;;;q=",
            "Accept: " + "a/b,".repeat(1500),
            "Accept: application/json;q=NaN",
            "Accept: application/json;q=1e999",
            "Accept: image/png",
            "Accept-Language: " + "a-b;q=0.1,".repeat(700),
            "Accept-Language: ${jndi:ldap://x/a}",
            "Accept-Encoding: gzip;q=x, br, \u00ff",
            "Authorization: Bearer " + "x".repeat(7000),
            "Authorization: Bearer \u0001\u00ff",
            "Authorization: ' OR 1=1 --",
            "X-Forwarded-For: ' OR 1=1, ::::, 999.999.999.999",
            "Forwarded: for=\"[::1\"",
            "traceparent: 00-zz-zz-zz",
            "traceparent: " + "0".repeat(5000),
            "If-None-Match: " + "\"x\",".repeat(1500),
            "Origin: null",
            "Cookie: " + "a=b; ".repeat(1200),
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "Expect: 200-maybe",
            "X-HTTP-Method-Override: DELETE",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip",
            "Range: bytes=0-1",
            "X: " + "x".repeat(20_000),
            ": empty",
            "No colon",
            repeat(2000, i -> "X-" + i + ": 1\r\n").strip(),
        }) {
            checked(header, RawHttp.post(HOW + header + "\r\n", TYPENAME));
        }
        for (var target : new String[] {
            "/graphql?query=%zz",
            "/graphql?query=%ff%fe",
            "/graphql?query=%00",
            "/graphql?query=" + "x".repeat(30_000),
            "/graphql?query=%7B__typename%7D&variables=" + "%5B".repeat(4000),
            "/graphql?query=%7B__typename%7D" + "&a=1".repeat(3000),
            "/graphql?query=mutation%7BsignOut%7B__typename%7D%7D",
            "/graphql?query=subscription%7B__typename%7D",
            "/graphql/../operator/graphql?query=%7B__typename%7D",
            "/graphql/%2e%2e/%2e%2e/etc/passwd",
            "//graphql",
            "/graphql;x=y?query=%7B__typename%7D",
            "http://elsewhere.example/graphql?query=%7B__typename%7D",
            "*",
        }) {
            checked(target, RawHttp.get(target, "Accept: " + Client.GRAPHQL_JSON + "\r\n"));
        }
    }

    @Test
    void bodies_that_trickle_in_are_cut_off_and_hold_nobody_up() throws Exception {
        try (var clock = Executors.newScheduledThreadPool(1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> trickle(clock), threads))
                    .toList();
            var asked = 0;
            while (slow.stream().anyMatch(each -> !each.isDone())) {
                assertNeighbourIsServed(neighbour.ask("{ __typename }"));
                asked++;
            }
            assertThat(asked).isPositive();
            for (var each : slow) {
                var answer = each.get(5, TimeUnit.SECONDS);
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.took()).isLessThan(Duration.ofSeconds(3));
                assertPlain("trickle", answer);
            }
        }
    }

    /** One byte every tenth of a second, for as long as the engine takes them. */
    private static RawHttp.Answer trickle(ScheduledExecutorService clock) {
        var begun = System.nanoTime();
        try (var socket = raw.connect()) {
            var out = socket.getOutputStream();
            out.write(("POST /graphql HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n" + HOW
                            + "Content-Length: 1000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var drops = clock.scheduleAtFixedRate(
                    () -> {
                        try {
                            out.write('{');
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            try {
                return RawHttp.parse(RawHttp.read(socket), Duration.ofNanos(System.nanoTime() - begun));
            } finally {
                drops.cancel(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(Map<String, String> codesByDocument) {
        assertSoftly(softly -> codesByDocument.forEach((document, code) -> {
            var answer = checked(document, RawHttp.postJson(Json.write(Map.of("query", document))));
            softly.assertThat(answer.status()).as(shortened(document)).isEqualTo(400);
            softly.assertThat(answer.code()).as(shortened(document)).isEqualTo(code);
            softly.assertThat(answer.json().has("data")).as(shortened(document)).isFalse();
        }));
    }

    /** Sends it beside an ordinary query, and asserts what holds for every answer. */
    private static RawHttp.Answer checked(String what, byte[] request) {
        var ordinary = CompletableFuture.supplyAsync(() -> neighbour.ask("{ categories { code } }"));
        var answer = raw.send(request);
        assertPlain(shortened(what), answer);
        assertNeighbourIsServed(ordinary.orTimeout(2, TimeUnit.SECONDS).join());
        return answer;
    }

    private static void assertNeighbourIsServed(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().has("errors")).isFalse();
    }

    private static void assertPlain(String what, RawHttp.Answer answer) {
        assertThat(answer.took()).as(what).isLessThan(PATIENCE);
        assertThat(answer.status()).as(what + ": " + answer).isBetween(200, 503).isNotIn(500, 501, 502);
        assertThat(answer.json().isObject()).as(what + ": " + answer).isTrue();
        Innards.assertNoneIn(answer.body(), what);
    }

    private static String shortened(String text) {
        return text.length() < 120 ? text : text.substring(0, 117) + "...";
    }

    private static String repeat(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining());
    }
}
