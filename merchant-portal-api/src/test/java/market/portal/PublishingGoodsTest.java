package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import market.catalog.Category;
import market.catalog.Taxonomy;
import market.kernel.Actor;
import market.kernel.GlobalId;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From draft to the shelf over both surfaces: reviews, moments to come, and gates. */
class PublishingGoodsTest {

    private static final String PRODUCT = """
            id key version status scheduledStatuses { status at } review { state reason }
            """;
    private static final String WRITE = """
            mutation ($v0: ProductSetInput!) {
              productSet(input: $v0) { product { version id } userErrors { code field message } }
            }
            """;
    private static final String SET =
            "mutation ($v0: ProductStatusSetInput!) { productStatusSet(input: $v0) { product { " + PRODUCT
                    + "} userErrors { code field message currentVersion } } }";
    private static final String CANCEL =
            "mutation ($v0: ProductScheduleCancelInput!) { productScheduleCancel(input: $v0) { product { " + PRODUCT
                    + "} userErrors { code field } } }";
    private static final String READ = "query ($v0: ID!) { product(by: {id: $v0}) { " + PRODUCT + "} }";
    private static final String NOTICES = "{ notices { edges { node { kind subject text } } } }";
    private static final String REVIEWS = """
            query ($v0: Int!, $v1: String) {
              productReviews(first: $v0, after: $v1) {
                edges { node {
                  id state reason isListed version productId handle kindCode categoryCode originCode keywords pictures
                  merchant { code } titles { language value } descriptions { value } descriptionsHtml { value }
                  attributes { code values } forbiddenClaims { word reason }
                } }
                pageInfo { hasNextPage endCursor }
              }
            }
            """;
    private static final String DECIDE = """
            mutation ($v0: ProductReviewDecideInput!) {
              productReviewDecide(input: $v0) {
                review { id state reason isListed } userErrors { code field message currentVersion }
              }
            }
            """;
    private static final String RULE = """
            mutation ($v0: ReviewRuleSetInput!) {
              reviewRuleSet(input: $v0) {
                reviewRule { categoryCode merchant { code } requiresReview } userErrors { code field }
              }
            }
            """;
    private static final String REMOVE_RULE = """
            mutation ($v0: ReviewRuleRemoveInput!) {
              reviewRuleRemove(input: $v0) { reviewRule { requiresReview } userErrors { code field } }
            }
            """;
    private static final String GATE = """
            mutation ($v0: ListingGateSetInput!) {
              listingGateSet(input: $v0) { listingGate { code } userErrors { code field } }
            }
            """;

    private final Actor operator = new Actor.Operator(WORLD.ids.next(), Set.of("catalog.read", "catalog.write"));
    private final Seller seller = WORLD.seller();
    private final String category = "published-" + seller.key();
    private final String id;

    PublishingGoodsTest() {
        WORLD.bean(Taxonomy.class)
                .load(
                        List.of(new Category(category, null, PortalWorld.text("预售"), new BigDecimal("0.0500"), 50)),
                        List.of());
        id = write("draft-" + seller.key(), 0).at("/product/id").asText();
    }

    @Test
    void goods_are_reviewed_sent_back_with_a_reason_and_listed_when_they_pass() {
        rule(Map.of("merchantId", seller.id()), true);

        var waiting = set(id, "LISTED", null);
        assertThat(waiting.at("/product/status").asText()).isEqualTo("IN_REVIEW");
        assertThat(waiting.at("/product/review/state").asText()).isEqualTo("WAITING");
        var seen = waiting().stream()
                .filter(node -> node.at("/productId").asText().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(seen.at("/titles/0/value").asText()).isEqualTo("全国第一茶");
        assertThat(seen.at("/forbiddenClaims/0/word").asText()).isEqualTo("全国第一");
        assertThat(seen.at("/isListed").asBoolean()).isFalse();
        assertThat(seen.at("/merchant/code").asText()).isNotEmpty();
        var review = seen.at("/id").asText();
        var version = seen.at("/version").asInt();
        assertThat(WORLD.operator(operator, "query ($v0: ID!) { node(id: $v0) { id } }", review)
                        .at("/data/node/id")
                        .asText())
                .isEqualTo(review);

        assertThat(codes(decide(review, "REJECT", null, version))).containsExactly("INVALID reason");
        assertThat(codes(decide(review, "APPROVE", "为什么", version))).containsExactly("INVALID reason");
        assertThat(codes(decide(review, "APPROVE", null, version - 1)))
                .containsExactly("VERSION_CONFLICT expectedVersion");
        assertThat(codes(decide(WORLD.unknown("prv"), "APPROVE", null, 1))).containsExactly("NOT_FOUND reviewId");
        assertThat(read().at("/status").asText()).isEqualTo("IN_REVIEW");
        assertThat(decide(review, "REJECT", "标题用了绝对化用语", version)
                        .at("/review/state")
                        .asText())
                .isEqualTo("REJECTED");

        assertThat(read().at("/status").asText()).isEqualTo("DRAFT");
        assertThat(read().at("/review").toString()).isEqualTo("{\"state\":\"REJECTED\",\"reason\":\"标题用了绝对化用语\"}");
        assertThat(notices()).containsExactly("PRODUCT_REJECTED");
        assertThat(codes(decide(review, "APPROVE", null, version + 1))).containsExactly("INVALID_STATE reviewId");
        set(id, "LISTED", null);
        assertThat(decide(review, "APPROVE", null, version + 2).at("/review").toString())
                .isEqualTo("{\"id\":\"" + review + "\",\"state\":\"APPROVED\",\"reason\":null,\"isListed\":true}");
        assertThat(read().at("/status").asText()).isEqualTo("LISTED");
        assertThat(notices()).containsExactly("PRODUCT_APPROVED", "PRODUCT_REJECTED");
    }

    @Test
    void rules_are_listed_replaced_and_removed_and_odd_ones_are_refused() {
        var merchant = Map.<String, Object>of("merchantId", seller.id());
        rule(merchant, true);
        assertThat(rule(merchant, false).at("/reviewRule/requiresReview").asBoolean())
                .isFalse();
        assertThat(rule(Map.of("categoryCode", category), true)
                        .at("/reviewRule/categoryCode")
                        .asText())
                .isEqualTo(category);
        var code = WORLD.merchants.find(seller.merchant()).orElseThrow().code();
        var rules = WORLD.operator(operator, "{ reviewRules { categoryCode merchant { code } requiresReview } }")
                .at("/data/reviewRules")
                .toString();

        assertThat(rules)
                .contains("{\"categoryCode\":null,\"merchant\":{\"code\":\"" + code + "\"},\"requiresReview\":false}")
                .contains("{\"categoryCode\":\"" + category + "\",\"merchant\":null,\"requiresReview\":true}");
        assertThat(set(id, "LISTED", null).at("/product/status").asText()).isEqualTo("LISTED");
        assertThat(codes(rule(Map.of("merchantId", WORLD.unknown("mer")), true)))
                .containsExactly("NOT_FOUND target");
        assertThat(codes(rule(Map.of("merchantId", "mer_x"), true))).containsExactly("NOT_FOUND target");
        assertThat(codes(rule(Map.of("categoryCode", "nowhere"), true))).containsExactly("INVALID target.categoryCode");
        assertThat(codes(removeRule(merchant))).isEmpty();
        assertThat(codes(removeRule(merchant))).containsExactly("NOT_FOUND target");
        set(id, "WITHDRAWN", null);
        assertThat(set(id, "LISTED", null).at("/product/status").asText()).isEqualTo("IN_REVIEW");
        removeRule(Map.of("categoryCode", category));
        assertThat(set(id, "LISTED", null).at("/product/status").asText()).isEqualTo("LISTED");
        assertThat(waiting()).noneMatch(node -> node.at("/productId").asText().equals(id));
    }

    @Test
    void what_is_scheduled_is_shown_replaced_and_cancelled_and_the_past_is_refused() {
        var at = WORLD.clock.instant().plusSeconds(3_600);

        assertThat(set(id, "LISTED", at).at("/product/status").asText()).isEqualTo("DRAFT");
        var off = set(id, "WITHDRAWN", at.plusSeconds(60)).at("/product/scheduledStatuses");
        assertThat(off.at("/0/status").asText() + " " + off.at("/1/status").asText())
                .isEqualTo("LISTED WITHDRAWN");
        assertThat(codes(set(id, "LISTED", WORLD.clock.instant().minusSeconds(1))))
                .containsExactly("INVALID at");
        assertThat(codes(set(id, "IN_REVIEW", at))).containsExactly("INVALID status");
        assertThat(codes(set(WORLD.seller().productId(), "LISTED", at))).containsExactly("NOT_FOUND productId");
        assertThat(read().at("/scheduledStatuses")).isEqualTo(off);
        assertThat(cancel("LISTED").at("/product/scheduledStatuses")).hasSize(1);
        assertThat(codes(cancel("LISTED"))).containsExactly("NOT_FOUND productId");
        assertThat(codes(cancel("DRAFT"))).containsExactly("NOT_FOUND productId");
        assertThat(read().at("/version").asInt()).isEqualTo(1);
    }

    @Test
    void a_scheduled_listing_that_a_gate_stops_is_told_and_a_review_that_one_stops_is_refused() {
        rule(Map.of("categoryCode", category), true);
        set(id, "LISTED", null);
        var review = waiting().stream()
                .filter(node -> node.at("/productId").asText().equals(id))
                .findFirst()
                .orElseThrow();
        gate();

        var refused = decide(
                review.at("/id").asText(),
                "APPROVE",
                null,
                review.at("/version").asInt());

        assertThat(codes(refused)).containsExactly("INVALID_STATE decision");
        assertThat(refused.at("/userErrors/0/message").asText()).contains("须有食品经营许可证");
        assertThat(read().at("/status").asText()).isEqualTo("IN_REVIEW");
        set(id, "DRAFT", null);
        assertThat(codes(set(id, "LISTED", null))).containsExactly("GATE_CLOSED status");
        set(id, "LISTED", WORLD.clock.instant().plusSeconds(3_600));
        var before = read().at("/version").asInt();
        WORLD.write(
                "UPDATE catalog.status_due SET due_at = due_at - interval '2 hours' WHERE product_id = ?",
                GlobalId.parse("prd", id).orElseThrow());

        await().atMost(Duration.ofSeconds(5)).until(() -> notices().contains("SCHEDULE_FAILED"));
        assertThat(read().at("/status").asText()).isEqualTo("DRAFT");
        assertThat(read().at("/version").asInt()).isEqualTo(before);
        assertThat(read().at("/scheduledStatuses")).isEmpty();
        assertThat(WORLD.merchant(seller.user(), NOTICES)
                        .at("/data/notices/edges/0/node/text")
                        .asText())
                .contains("须有食品经营许可证");
    }

    private JsonNode write(String key, int version) {
        return WORLD.merchant(
                        seller.user(),
                        WRITE,
                        Map.of(
                                "key",
                                key,
                                "handle",
                                key,
                                "kindCode",
                                "tea",
                                "categoryCode",
                                category,
                                "titles",
                                List.of(Map.of("language", "zh-CN", "value", "全国第一茶")),
                                "descriptions",
                                List.of(Map.of("language", "zh-CN", "value", "春茶")),
                                "originCode",
                                "34",
                                "attributes",
                                List.of(),
                                "variants",
                                List.of(Map.of("sku", key, "attributes", List.of(), "price", "1", "currency", "CNY")),
                                "expectedVersion",
                                version))
                .at("/data/productSet");
    }

    private JsonNode read() {
        return WORLD.merchant(seller.user(), READ, id).at("/data/product");
    }

    private JsonNode set(String product, String status, @Nullable Instant at) {
        var input = new HashMap<String, Object>(Map.of(
                "productId",
                product,
                "status",
                status,
                "expectedVersion",
                read().at("/version").asInt()));
        if (at != null) {
            input.put("at", at.toString());
        }
        return WORLD.merchant(seller.user(), SET, input).at("/data/productStatusSet");
    }

    private JsonNode cancel(String status) {
        return WORLD.merchant(seller.user(), CANCEL, Map.of("productId", id, "status", status))
                .at("/data/productScheduleCancel");
    }

    private List<JsonNode> waiting() {
        var edges = WORLD.operator(operator, REVIEWS, 100).at("/data/productReviews/edges");
        return StreamSupport.stream(edges.spliterator(), false)
                .map(edge -> edge.at("/node"))
                .toList();
    }

    private JsonNode decide(String review, String decision, @Nullable String reason, int version) {
        var input = new HashMap<String, Object>(
                Map.of("reviewId", review, "decision", decision, "expectedVersion", version));
        if (reason != null) {
            input.put("reason", reason);
        }
        return WORLD.operator(operator, DECIDE, input).at("/data/productReviewDecide");
    }

    private JsonNode rule(Map<String, Object> target, boolean requiresReview) {
        return WORLD.operator(operator, RULE, Map.of("target", target, "requiresReview", requiresReview))
                .at("/data/reviewRuleSet");
    }

    private JsonNode removeRule(Map<String, Object> target) {
        return WORLD.operator(operator, REMOVE_RULE, Map.of("target", target)).at("/data/reviewRuleRemove");
    }

    private void gate() {
        var payload = WORLD.operator(
                        operator,
                        GATE,
                        Map.of(
                                "code",
                                category,
                                "categoryCode",
                                category,
                                "kind",
                                "MERCHANT_LICENCE",
                                "certificateKinds",
                                List.of("FOOD_LICENCE"),
                                "reasons",
                                List.of(Map.of("language", "zh-CN", "value", "须有食品经营许可证")),
                                "effectiveFrom",
                                "2026-01-01",
                                "expectedVersion",
                                0))
                .at("/data/listingGateSet");
        assertThat(payload.at("/userErrors")).isEmpty();
    }

    private List<String> notices() {
        return WORLD.merchant(seller.user(), NOTICES).at("/data/notices").findValuesAsText("kind");
    }

    private static List<String> codes(JsonNode payload) {
        return StreamSupport.stream(payload.at("/userErrors").spliterator(), false)
                .map(error -> error.at("/code").asText() + " "
                        + StreamSupport.stream(error.at("/field").spliterator(), false)
                                .skip(1)
                                .map(JsonNode::asText)
                                .reduce((one, other) -> one + "." + other)
                                .orElse(""))
                .toList();
    }
}
