package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.kernel.Digests;
import market.kernel.Json;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: front-ends send hashes, caches may keep what is public, and nobody sees an old price for long. */
final class TrustingDocumentsTest {

    private static final String PAGE = """
            query Page($handle: String!) {
              product(by: {handle: $handle}) {
                title description categoryPath { code name }
                variants(first: 10) { edges { node { sku title price { amount } attributes { label displayValue } } } }
              }
            }
            """;
    private static final String LIST = """
            query List { productSearch(input: {merchantCode: "qishan-yunwu"}, first: 24) {
              edges { node { handle priceRange { min { amount } } } } } }
            """;
    private static final String MINE = "query Mine { me { id } }";
    private static final String SIGN_OUT = "mutation { signOut { userErrors { code } } }";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static TestEngine second;
    private static TestEngine closed;
    private static Client operator;
    private static Client merchant;
    private static String handle;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder.resolve("first"));
        second = engine.copy(folder.resolve("second"));
        closed = engine.copy(folder.resolve("closed"), Map.of("MARKET_TRUSTED_ONLY", "true"));
        operator = Client.staff(engine, "OPERATOR");
        merchant = Client.staff(engine, "merchantCode", "qishan-yunwu");
        assertThat(register(PAGE, LIST, MINE, SIGN_OUT).at("/userErrors").size())
                .isZero();
        handle = product().at("/handle").asText();
    }

    @AfterAll
    static void stop() {
        closed.close();
        second.close();
        engine.close();
    }

    @Test
    void a_registered_document_is_sent_by_its_hash_alone_to_every_copy() {
        for (var copy : List.of(engine, second, closed)) {
            var guest = Client.guest(copy);
            assertThat(byHash(guest, PAGE).status()).isEqualTo(200);
            assertThat(byHash(guest, PAGE).at("/data/product/title")).isNotEmpty();
            assertThat(guest.post(Json.write(Map.of("variables", Map.of("handle", handle), "extensions", hash(PAGE))))
                            .at("/data/product/title"))
                    .isNotEmpty();
        }
    }

    @Test
    void an_unknown_hash_is_answered_in_the_words_that_clients_wait_for() {
        var unknown = hash("{ __typename }");
        var guest = Client.guest(engine);
        var plain = guest.post(Json.write(Map.of("extensions", unknown)));
        var strict = guest.with("Accept", Client.GRAPHQL_JSON).post(Json.write(Map.of("extensions", unknown)));

        assertThat(plain.status()).isEqualTo(200);
        assertThat(strict.status()).isEqualTo(400);
        assertThat(plain.code()).isEqualTo("PERSISTED_QUERY_NOT_FOUND");
        assertThat(plain.at("/errors/0/message")).isEqualTo("PersistedQueryNotFound");
        assertThat(guest.post(Json.write(Map.of("query", "{ __typename }", "extensions", unknown)))
                        .at("/data/__typename"))
                .isEqualTo("Query");
        // Sending it does not register it.
        assertThat(guest.post(Json.write(Map.of("extensions", unknown))).code()).isEqualTo("PERSISTED_QUERY_NOT_FOUND");
        assertThat(guest.post(Json.write(Map.of("query", "{ me { id } }", "extensions", unknown)))
                        .code())
                .isEqualTo("BAD_REQUEST");
    }

    @Test
    void a_closed_storefront_refuses_what_was_not_registered() {
        var guest = Client.guest(closed);

        var refused = guest.ask("{ __typename }");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("DOCUMENT_NOT_TRUSTED");
        assertThat(guest.ask(PAGE, Map.of("handle", handle)).at("/data/product/title"))
                .isNotEmpty();
        assertThat(Client.staff(closed, "OPERATOR").ask("{ __typename }").status())
                .isEqualTo(200);
    }

    @Test
    void all_of_a_build_is_registered_or_none() {
        var good = "{ pavilions { handle } }";
        var input = Map.of(
                "client",
                "shop 2",
                "documents",
                List.of(
                        Map.of("sha256", Digests.sha256Hex(good), "document", good),
                        Map.of("sha256", Digests.sha256Hex("x"), "document", "{ pavilions { id } }"),
                        Map.of("sha256", Digests.sha256Hex("{ nowhere }"), "document", "{ nowhere }")));

        var payload = register(input);

        assertThat(payload.at("/documents").isNull()).isTrue();
        assertThat(payload.at("/userErrors/0/field").toString())
                .isEqualTo("[\"input\",\"documents\",\"1\",\"sha256\"]");
        assertThat(payload.at("/userErrors/1/field").toString())
                .isEqualTo("[\"input\",\"documents\",\"2\",\"document\"]");
        assertThat(Client.guest(engine)
                        .post(Json.write(Map.of("extensions", hash(good))))
                        .code())
                .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
    }

    @Test
    void a_removed_document_is_unknown_again_everywhere() {
        var document = "query Gone { pavilions { handle } }";
        register(document);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> byHash(Client.guest(second), document).status() == 200);

        var removed = operator.data(
                "mutation($input: TrustedDocumentRemoveInput!) { trustedDocumentRemove(input: $input) {"
                        + " document { sha256 } userErrors { code } } }",
                Map.of("input", Map.of("sha256", Digests.sha256Hex(document))));

        assertThat(removed.at("/trustedDocumentRemove/document/sha256").asText())
                .isEqualTo(Digests.sha256Hex(document));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Client.guest(second)
                        .post(Json.write(Map.of("extensions", hash(document))))
                        .code()
                        .equals("PERSISTED_QUERY_NOT_FOUND"));
    }

    @Test
    void a_public_answer_says_how_long_and_under_which_keys_it_may_be_kept() {
        var reply = byHash(Client.guest(engine), PAGE);

        assertThat(reply.header("Cache-Control"))
                .isEqualTo("public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(reply.header("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(reply.header("Vary")).isEqualTo("Accept, Accept-Language, Accept-Encoding");
        assertThat(reply.header("Surrogate-Key"))
                .contains("prd_")
                .contains("cat_")
                .contains("mer_");
        assertThat(reply.header("Content-Language")).isEqualTo("zh-CN");
        assertThat(reply.json().has("extensions")).isFalse();

        var again = byHash(Client.guest(engine).with("If-None-Match", reply.header("ETag")), PAGE);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(reply.header("ETag"));

        var english = byHash(Client.guest(engine).with("Accept-Language", "en"), PAGE);
        assertThat(english.header("Content-Language")).isEqualTo("en");
        assertThat(english.header("ETag")).isNotEqualTo(reply.header("ETag"));
    }

    @Test
    void the_compressed_form_is_the_same_answer_under_a_tag_of_its_own() {
        var plain = byHash(Client.guest(engine), PAGE);
        var client = Client.guest(engine).with("Accept-Encoding", "gzip");
        var zipped = byHash(client, PAGE);

        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.text()).isEqualTo(plain.text());
        assertThat(zipped.header("ETag")).endsWith("-gzip\"").isNotEqualTo(plain.header("ETag"));
        assertThat(byHash(client.with("If-None-Match", zipped.header("ETag")), PAGE)
                        .status())
                .isEqualTo(304);
    }

    @Test
    void what_is_private_untrusted_faulty_or_asked_with_a_credential_is_kept_by_nobody() {
        var guest = Client.guest(engine);
        for (var reply : List.of(
                byHash(guest, MINE),
                guest.get(Map.of("query", PAGE, "variables", Json.write(Map.of("handle", handle)))),
                guest.ask(PAGE, Map.of("handle", handle)),
                guest.get(Map.of("extensions", Json.write(hash(PAGE)), "variables", "{\"handle\":1.5}")),
                byHash(guest.with("Authorization", "Basic x"), PAGE))) {
            assertThat(reply.header("Cache-Control")).as(reply.toString()).isEqualTo("private, no-store");
            assertThat(reply.header("ETag")).isEmpty();
        }
        assertThat(byHash(guest.with("Authorization", "Bearer unknown"), PAGE).status())
                .isEqualTo(401);
        assertThat(byHash(guest, SIGN_OUT).status()).isEqualTo(405);
    }

    @Test
    void a_changed_price_is_seen_within_two_seconds_by_every_copy() {
        var product = product();
        for (var copy : List.of(engine, second)) {
            byHash(Client.guest(copy), PAGE);
            byHash(Client.guest(copy), LIST);
        }

        // Lower than any other, so that it shows as the lowest in the list too.
        var wanted = "3.57";
        var payload = merchant.data(
                        "mutation($input: VariantPriceSetInput!) { variantPriceSet(input: $input) {"
                                + " userErrors { code message } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "variantId",
                                        product.at("/variants/edges/0/node/id").asText(),
                                        "price",
                                        wanted,
                                        "currency",
                                        "CNY",
                                        "expectedVersion",
                                        product.at("/version").asInt())))
                .at("/variantPriceSet/userErrors");
        assertThat(payload.size()).as(payload.toString()).isZero();

        await().atMost(Duration.ofSeconds(2))
                .until(() -> List.of(engine, second).stream()
                        .allMatch(copy -> byHash(Client.guest(copy), PAGE)
                                        .text()
                                        .contains("\"" + wanted + "\"")
                                && byHash(Client.guest(copy), LIST).text().contains("\"" + wanted + "\"")));
    }

    private static JsonNode product() {
        return merchant.data(
                        "{ products(first: 1) { edges { node { handle version variants { edges { node { id } } } } } } }",
                        Map.of())
                .at("/products/edges/0/node");
    }

    private static JsonNode register(String... documents) {
        return register(Map.of(
                "client",
                "shop 1",
                "documents",
                List.of(documents).stream()
                        .map(document -> Map.of("sha256", Digests.sha256Hex(document), "document", document))
                        .toList()));
    }

    private static JsonNode register(Map<String, ?> input) {
        return operator.data(
                        "mutation($input: TrustedDocumentsRegisterInput!) { trustedDocumentsRegister(input: $input) {"
                                + " documents { sha256 client } userErrors { code field message } } }",
                        Map.of("input", input))
                .at("/trustedDocumentsRegister");
    }

    private static Reply byHash(Client client, String document) {
        return client.get(
                Map.of("extensions", Json.write(hash(document)), "variables", Json.write(Map.of("handle", handle))));
    }

    private static Map<String, Object> hash(String document) {
        return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Digests.sha256Hex(document)));
    }
}
