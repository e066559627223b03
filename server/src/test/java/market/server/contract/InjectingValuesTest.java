package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Json;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what stands in ids, cursors, words and numbers is data, never a statement, a query or a fault of ours. */
final class InjectingValuesTest {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "' OR 1=1 --",
            "'; DROP TABLE catalog.product; --",
            "\\",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "x\udc00y",
            "\u202e\u0301\ufeff",
            "\ud83c\udf75".repeat(2000),
            "prd_",
            "prd_' OR ''='",
            "prd_" + UUID.randomUUID(),
            "prd_00000000-0000-0000-0000-000000000000\u0000",
            "crt_" + "A".repeat(5000),
            "../../../../etc/passwd",
            "${jndi:ldap://x/a}",
            "*:* OR _exists_:price /.*/ \"(",
            "{\"match_all\":{}}",
            "<script>alert(1)</script>",
            "%s%n%x{0}",
            "__proto__",
            Base64.getUrlEncoder().encodeToString("[\"x\",{},null]".getBytes(StandardCharsets.UTF_8)),
            Base64.getUrlEncoder().encodeToString("{\"after\":[1e999]}".getBytes(StandardCharsets.UTF_8)),
            "9".repeat(400),
            "-1");
    private static final List<String> QUERIES = List.of(
            "query($v: ID!) { cart(id: $v) { id } }",
            "query($v: ID!) { checkout(id: $v) { id } }",
            "query($v: ID!) { node(id: $v) { id } nodes(ids: [$v, $v]) { id } }",
            "query($v: ID!) { order(id: $v) { id } }",
            "query($v: ID!) { product(by: {id: $v}) { id } }",
            "query($v: String!) { product(by: {handle: $v}) { id } }",
            "query($v: String!) { merchant(code: $v) { id } }",
            "query($v: String!) { pavilion(handle: $v) { id } }",
            "query($v: String!) { regions(parent: $v) { code } }",
            "query($v: String!) { trace(code: $v) { __typename } }",
            "query($v: String!) { orderTracking(input: {orderNumber: $v, proof: $v}) { id } }",
            "query($v: String!) { orders(after: $v) { edges { cursor } } }",
            "query($v: String!) { productSearch(input: {}, after: $v) { totalCount } }",
            "query($v: String!) { productSearch(input: {query: $v}) { totalCount } }",
            "query($v: String!) { productSearch(input: {categoryCode: $v}) { totalCount } }",
            "query($v: String!) { productSearch(input: {merchantCode: $v}) { totalCount } }",
            "query($v: String!) { productSearch(input: {pavilionHandle: $v}) { totalCount } }",
            "query($v: String!) { productSearch(input: {filters: [{originCodes: [$v]}]}) { totalCount } }",
            "query($v: String!) { productSearch(input: {filters: [{attribute: {code: $v, values: [$v]}}]}) { totalCount } }",
            "mutation($v: String!) { signInCodeRequest(input: {phone: $v}) { userErrors { message } } }",
            "mutation($v: String!) { signIn(input: {phone: $v, code: $v}) { userErrors { message } } }",
            "mutation($v: String!) { cartCreate(input: {idempotencyKey: $v}) { userErrors { message } } }",
            "mutation($v: ID!) { cartLinesAdd(input: {cartId: $v, idempotencyKey: \"k\", lines: [{variantId: $v,"
                    + " quantity: \"1\"}]}) { userErrors { message } } }",
            "mutation($v: ID!) { checkoutCreate(input: {cartId: $v, idempotencyKey: \"k\", expectedVersion: 1}) {"
                    + " userErrors { message } } }",
            "mutation($v: ID!) { orderReceiptConfirm(input: {orderId: $v, merchantOrderId: $v}) {"
                    + " userErrors { message } } }");

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Client guest;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
        guest = Client.guest(engine).with("Accept", Client.GRAPHQL_JSON);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void texts_are_never_more_than_texts() {
        var products = engine.number("SELECT count(*) FROM catalog.product");
        var faults = new ArrayList<String>();
        for (var query : QUERIES) {
            for (var text : TEXTS) {
                // Written by hand for the characters that no encoder lets through.
                note(
                        faults,
                        query,
                        text,
                        guest.post(
                                "{\"query\":" + Json.write(query) + ",\"variables\":{\"v\":" + escaped(text) + "}}"));
            }
        }

        assertThat(faults).isEmpty();
        assertThat(engine.number("SELECT count(*) FROM catalog.product")).isEqualTo(products);
    }

    @Test
    void texts_in_the_document_itself_are_never_more_than_texts() {
        var faults = new ArrayList<String>();
        for (var text : TEXTS) {
            var document = "{ node(id: " + escaped(text) + ") { id } merchant(code: " + escaped(text) + ") { id } }";
            note(faults, document, text, guest.post("{\"query\":" + Json.write(document) + "}"));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void numbers_of_any_size_are_read_or_refused() {
        var faults = new ArrayList<String>();
        for (var number : List.of(
                "99999999999999999999",
                "-2147483649",
                "2147483648",
                "1e400",
                "-1e400",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999",
                "1.0",
                "1.5",
                "-0",
                "0.00000000000000000000001",
                "9".repeat(900),
                "9".repeat(900) + "." + "9".repeat(90),
                "true",
                "[[[1]]]",
                "{\"__proto__\":1}")) {
            for (var type : List.of("Int!", "ID!", "String!", "Decimal!", "Boolean!", "ProductKey!")) {
                var use = switch (type) {
                    case "Int!" -> "orders(first: $v) { edges { cursor } }";
                    case "ID!" -> "node(id: $v) { id }";
                    case "String!" -> "merchant(code: $v) { id }";
                    case "Decimal!" ->
                        "productSearch(input: {filters: [{price: {currency: \"CNY\", min: $v}}]}) { totalCount }";
                    case "Boolean!" -> "productSearch(input: {filters: [{inStock: $v}]}) { totalCount }";
                    default -> "product(by: $v) { id }";
                };
                var query = "query($v: " + type + ") { " + use + " }";
                note(
                        faults,
                        query,
                        number,
                        guest.post("{\"query\":" + Json.write(query) + ",\"variables\":{\"v\":" + number + "}}"));
                var literal = "{ " + use.replace("$v", number.replace("\"", "")) + " }";
                note(faults, literal, number, guest.ask(literal));
                var preset =
                        "query($v: " + type.replace("!", "") + " = " + number.replace("\"", "") + ") { " + use + " }";
                note(faults, preset, number, guest.ask(preset));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void quantities_and_prices_of_any_size_are_refused_to_their_sender() {
        var faults = new ArrayList<String>();
        for (var quantity :
                List.of("0", "-1", "1e9", "999999999999999999", "0.000001", "1.5", "\u0661", "NaN", "Infinity")) {
            var query =
                    "mutation($q: Decimal!) { cartCreate(input: {idempotencyKey: \"q\", lines: [{variantId: \"var_x\","
                            + " quantity: $q}]}) { cart { id } userErrors { code } } }";
            var reply = guest.ask(query, Map.of("q", quantity));
            note(faults, query, quantity, reply);
            assertThat(reply.at("/data/cartCreate/cart/id")).as(quantity).isEmpty();
            var search = "query($q: Decimal!) { productSearch(input: {filters: [{price: {currency: \"CNY\", min: $q,"
                    + " max: $q}}]}) { totalCount } }";
            note(faults, search, quantity, guest.ask(search, Map.of("q", quantity)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void members_that_an_input_does_not_have_are_refused_by_name() {
        var query = "query($v: ProductSearchInput!) { productSearch(input: $v) { totalCount } }";
        var members = new LinkedHashMap<String, Object>();
        members.put("__proto__", Map.of("isAdmin", true));
        members.put("constructor", Map.of("prototype", Map.of()));
        members.put("class", "x");
        members.put("$where", "1");
        members.forEach((name, value) -> {
            var reply = guest.ask(query, Map.of("v", Map.of(name, value)));
            assertThat(reply.status()).as(name).isEqualTo(400);
            assertThat(reply.code()).as(name).isIn("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED");
            Innards.assertNoneIn(reply.text(), name);
        });
    }

    private static void note(List<String> faults, String query, String value, Reply reply) {
        var isFault = (reply.status() >= 500 && reply.status() != 503)
                || !reply.json().isObject()
                || reply.text().contains("\"INTERNAL\"");
        if (isFault) {
            faults.add(
                    query + " with " + (value.length() > 60 ? value.substring(0, 60) : escaped(value)) + ": " + reply);
        }
        Innards.assertNoneIn(reply.text().replace(value, ""), query);
    }

    /** As a JSON string of ASCII, lone surrogates and all; GraphQL reads the same escapes. */
    private static String escaped(String text) {
        var out = new StringBuilder("\"");
        text.chars()
                .mapToObj(each -> Character.isLetterOrDigit(each) && each < 128
                        ? Character.toString(each)
                        : "\\u%04x".formatted(each))
                .forEach(out::append);
        return out.append('"').toString();
    }
}
