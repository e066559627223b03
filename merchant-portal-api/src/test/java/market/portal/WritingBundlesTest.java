package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.catalog.SetStatus;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.GlobalId;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;

/** Bundles over the merchant surface, and what shoppers see of them. */
class WritingBundlesTest {

    private static final String SET = """
            mutation ($v0: BundleSetInput!) {
              bundleSet(input: $v0) {
                bundle {
                  id code names { language value } currency startsAt endsAt isActive version removedAt
                  components { variant { sku } quantity unitPrice { amount } }
                }
                userErrors { code field message currentVersion }
              }
            }
            """;
    private static final String REMOVE = """
            mutation ($v0: BundleRemoveInput!) {
              bundleRemove(input: $v0) { bundle { version removedAt } userErrors { code field currentVersion } }
            }
            """;
    private static final String LIST = """
            query ($v0: Int!, $v1: String) {
              bundles(first: $v0, after: $v1) { edges { cursor node { code } } pageInfo { hasNextPage } }
            }
            """;
    private static final String SHOWN = """
            query ($v0: ID!) {
              product(by: { id: $v0 }) {
                bundles {
                  id name price { amount } priceSeparately { amount } isInStock endsAt
                  components { variant { sku } quantity unitPrice { amount } }
                }
              }
            }
            """;
    private static final String ADD = """
            mutation ($v0: CartBundleAddInput!) {
              cartBundleAdd(input: $v0) {
                cart {
                  subtotal { amount } warnings { code }
                  saved { id }
                  lines { edges { node { quantity unitPrice { amount } bundle { bundleId name quantity isOffered } } } }
                }
                userErrors { code field allowed { min step max } }
              }
            }
            """;

    private final Seller seller = WORLD.seller();
    private final String large = GlobalId.of("var", seller.large());

    @Test
    void a_bundle_is_made_shown_beside_its_goods_put_into_a_cart_on_request_only_and_taken_back() {
        var made = set(
                seller, bundle("PICNIC", 0, List.of(part(seller.smallId(), "2", "90.50"), part(large, "1", "150"))));
        assertThat(made.at("/userErrors")).isEmpty();
        assertThat(((ObjectNode) made.at("/bundle").deepCopy()).without("id").toString())
                .isEqualTo("""
                        {"code":"PICNIC","names":[{"language":"zh-CN","value":"野餐"},{"language":"en","value":"Picnic"}],\
                        "currency":"CNY","startsAt":null,"endsAt":null,"isActive":true,"version":1,"removedAt":null,\
                        "components":[{"variant":{"sku":"%s-250"},"quantity":"2","unitPrice":{"amount":"90.50"}},\
                        {"variant":{"sku":"%s-500"},"quantity":"1","unitPrice":{"amount":"150.00"}}]}""".formatted(seller.key(), seller.key()));
        var id = made.at("/bundle/id").asText();

        var shown = shown(seller);
        assertThat(shown).hasSize(1);
        assertThat(shown.at("/0/id").asText()).isEqualTo(id);
        assertThat(shown.at("/0/price/amount").asText()).isEqualTo("331.00");
        assertThat(shown.at("/0/priceSeparately/amount").asText()).isEqualTo("390.00");
        assertThat(shown.at("/0/isInStock").asBoolean()).isTrue();
        var cart = cart();
        assertThat(cart.at("/lines/edges")).isEmpty();
        var added = add(cart, id, "2").at("/cart");
        assertThat(added.at("/subtotal/amount").asText()).isEqualTo("662.00");
        assertThat(added.at("/lines/edges/0/node").toString()).isEqualTo("""
                {"quantity":"4","unitPrice":{"amount":"90.50"},"bundle":{"bundleId":"%s","name":"野餐","quantity":"2",\
                "isOffered":true}}""".formatted(id));
        assertThat(add(cart, id, "0.5").at("/userErrors").toString()).isEqualTo("""
                [{"code":"INVALID_QUANTITY","field":["input","quantity"],"allowed":{"min":"1","step":"1","max":"4999"}}]""");

        assertThat(remove(seller, id, 1).at("/bundle/version").asInt()).isEqualTo(2);
        assertThat(remove(seller, id, 1).at("/bundle/version").asInt()).isEqualTo(2);
        assertThat(shown(seller)).isEmpty();
        assertThat(add(cart, id, "1").at("/userErrors").toString()).isEqualTo("""
                [{"code":"BUNDLE_NOT_FOUND","field":["input","bundleId"],"allowed":null}]""");
    }

    @Test
    void everything_wrong_with_a_bundle_is_told_at_its_place_and_nothing_is_written() {
        var stranger = WORLD.seller();
        var wrong = bundle(
                "picnic",
                0,
                List.of(
                        part(seller.smallId(), "0", "100.01"),
                        part(seller.smallId(), "1", "0"),
                        part(stranger.smallId(), "1000", "1")));

        assertThat(errors(set(seller, wrong)))
                .containsExactly(
                        "INVALID input.code",
                        "INVALID input.components.0.unitPrice",
                        "INVALID input.components.0.quantity",
                        "INVALID input.components.1.unitPrice",
                        "DUPLICATE input.components.1.variantId",
                        "NOT_FOUND input.components.2.variantId",
                        "INVALID input.components.2.quantity");
        assertThat(errors(set(seller, bundle("ONE", 0, List.of(part(large, "1", "1"))))))
                .containsExactly("INVALID input.components");
        var dollars = new HashMap<>(bundle("ONE", 0, List.of(part(large, "1", "1"), part(seller.smallId(), "1", "1"))));
        dollars.put("currency", "USD");
        assertThat(errors(set(seller, dollars)))
                .containsExactly(
                        "CURRENCY_MISMATCH input.components.0.variantId",
                        "CURRENCY_MISMATCH input.components.1.variantId");
        assertThat(list(seller, 10)).isEmpty();
    }

    @Test
    void strangers_reach_no_bundle_and_pages_follow_one_another() {
        for (var code : List.of("A", "B", "C")) {
            set(seller, sound(code, 0));
        }
        var stranger = WORLD.seller();
        var id = set(seller, sound("A", 1)).at("/bundle/id").asText();

        assertThat(remove(stranger, id, 2).at("/userErrors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(node(stranger, id).isNull()).isTrue();
        assertThat(node(seller, id).at("/id").asText()).isEqualTo(id);
        assertThat(list(stranger, 10)).isEmpty();
        assertThat(list(seller, 10)).containsExactly("A", "B", "C");
        var first = WORLD.merchant(seller.user(), LIST, 2).at("/data/bundles");
        assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        var rest = WORLD.merchant(
                seller.user(), LIST, 2, first.at("/edges/1/cursor").asText());
        assertThat(rest.at("/data/bundles/edges/0/node/code").asText()).isEqualTo("C");
    }

    @Test
    void of_many_who_write_one_bundle_at_once_one_does() throws Exception {
        set(seller, sound("SHARED", 0));
        List<Callable<JsonNode>> writers = IntStream.range(0, 6)
                .<Callable<JsonNode>>mapToObj(_ -> () -> set(seller, sound("SHARED", 1)))
                .toList();
        var ends = new ArrayList<String>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : executor.invokeAll(writers)) {
                ends.add(answer.get().at("/userErrors/0/code").asText("written"));
            }
        }

        assertThat(ends)
                .containsOnlyOnce("written")
                .contains("VERSION_CONFLICT")
                .hasSize(6);
        assertThat(set(seller, sound("SHARED", 9))
                        .at("/userErrors/0/currentVersion")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void bundles_are_shown_while_they_are_offered_and_all_of_their_goods_are_on_sale() {
        var coming = new HashMap<>(sound("COMING", 0));
        coming.put("startsAt", "2099-01-01T00:00:00Z");
        var over = new HashMap<>(sound("OVER", 0));
        over.put("endsAt", "2020-01-01T00:00:00Z");
        var off = new HashMap<>(sound("OFF", 0));
        off.put("isActive", false);
        for (var bundle : List.of(coming, over, off)) {
            assertThat(set(seller, bundle).at("/userErrors")).isEmpty();
        }
        assertThat(shown(seller)).isEmpty();

        set(seller, bundle("MANY", 0, List.of(part(seller.smallId(), "11", "1"), part(large, "1", "1"))));
        assertThat(shown(seller).at("/0/isInStock").asBoolean(true)).isFalse();
        var id = WORLD.merchant(seller.user(), "{ bundle(code: \"MANY\") { id } }")
                .at("/data/bundle/id")
                .asText();
        assertThat(publicNode(id).isNull()).isFalse();
        var products = WORLD.bean(Products.class);
        var version = products.find(seller.product()).orElseThrow().version();
        products.setStatus(new SetStatus(seller.merchant(), seller.product(), ProductStatus.WITHDRAWN, version));
        await().until(() -> publicNode(id).isNull());
    }

    private static JsonNode set(Seller by, Map<String, Object> input) {
        return WORLD.merchant(by.user(), SET, input).at("/data/bundleSet");
    }

    private static JsonNode remove(Seller by, String id, int version) {
        return WORLD.merchant(by.user(), REMOVE, Map.of("bundleId", id, "expectedVersion", version))
                .at("/data/bundleRemove");
    }

    private static JsonNode node(Seller by, String id) {
        return WORLD.merchant(by.user(), "query ($v0: ID!) { node(id: $v0) { id } }", id)
                .at("/data/node");
    }

    private static List<String> list(Seller of, int first) {
        return WORLD.merchant(of.user(), LIST, first).at("/data/bundles/edges").findValuesAsText("code");
    }

    private static JsonNode publicNode(String id) {
        return storefront("query ($v0: ID!) { node(id: $v0) { id } }", id).at("/data/node");
    }

    private static JsonNode shown(Seller of) {
        return storefront(SHOWN, of.productId()).at("/data/product/bundles");
    }

    private static JsonNode cart() {
        var input = Map.of("lines", List.of(), "idempotencyKey", key());
        return storefront(
                        "mutation ($v0: CartCreateInput!) { cartCreate(input: $v0) { cart { id lines { edges { cursor } } } } }",
                        input)
                .at("/data/cartCreate/cart");
    }

    private static JsonNode add(JsonNode cart, String bundle, String quantity) {
        return storefront(
                        ADD,
                        Map.of(
                                "cartId",
                                cart.at("/id").asText(),
                                "bundleId",
                                bundle,
                                "quantity",
                                quantity,
                                "idempotencyKey",
                                key()))
                .at("/data/cartBundleAdd");
    }

    private static JsonNode storefront(String query, Object... variables) {
        return WORLD.run(Surface.STOREFRONT, new Actor.Guest(), Language.ZH_CN, query, variables);
    }

    private static List<String> errors(JsonNode payload) {
        var errors = new ArrayList<String>();
        payload.at("/userErrors").forEach(error -> {
            var path = new ArrayList<String>();
            error.at("/field").forEach(step -> path.add(step.asText()));
            errors.add(error.at("/code").asText() + " " + String.join(".", path));
        });
        return errors;
    }

    private Map<String, Object> sound(String code, int version) {
        return bundle(code, version, List.of(part(seller.smallId(), "1", "90"), part(large, "1", "150")));
    }

    private static Map<String, Object> bundle(String code, int version, List<Map<String, Object>> parts) {
        return Map.of(
                "code",
                code,
                "names",
                List.of(Map.of("language", "zh-CN", "value", "野餐"), Map.of("language", "en", "value", "Picnic")),
                "currency",
                "CNY",
                "components",
                parts,
                "expectedVersion",
                version);
    }

    private static Map<String, Object> part(String variant, String quantity, String price) {
        return Map.of("variantId", variant, "quantity", quantity, "unitPrice", price);
    }
}
