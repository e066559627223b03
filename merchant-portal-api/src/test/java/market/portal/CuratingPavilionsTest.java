package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A curator writes a pavilion, admits merchants, picks goods and lets rules find them; shoppers see what comes of it. */
final class CuratingPavilionsTest {

    private static final String APPLY = """
            mutation ($v0: PavilionApplyInput!) {
              pavilionApply(input: $v0) {
                admission { id pavilionHandle state offeredFeeRate feeRate message version }
                userErrors { code field }
              }
            }
            """;
    private static final String DECIDE = """
            mutation ($v0: PavilionAdmissionDecideInput!) {
              pavilionAdmissionDecide(input: $v0) {
                admission { id state feeRate reason version merchantCode } userErrors { code field currentVersion }
              }
            }
            """;
    private static final String LIST = """
            mutation ($v0: PavilionListingSetInput!) {
              pavilionListingSet(input: $v0) {
                listing { id titles { language value } blurbs { value } position isPicked isExcluded }
                warnings { code field word } userErrors { code field }
              }
            }
            """;
    private static final String RULES = """
            mutation ($v0: PavilionRulesSetInput!) {
              pavilionRulesSet(input: $v0) {
                pavilion { version ruleOrder rules { categoryCode originCode merchantCode kindCode certificateKind } }
                userErrors { code field currentVersion }
              }
            }
            """;
    private static final String TEXTS = """
            mutation ($v0: PavilionSetInput!) {
              pavilionSet(input: $v0) {
                pavilion { version names { value } descriptions { value } }
                warnings { code field word } userErrors { code field currentVersion }
              }
            }
            """;

    private final Seller seller = WORLD.seller();
    private final String handle = "pavilion-" + WORLD.ids.next();
    private final Actor curator = curator(handle);

    private static Actor curator(String handle) {
        WORLD.pavilions.open(handle, PortalWorld.text("六安馆"), PortalWorld.text("好物"), "34");
        return new Actor.Curator(WORLD.ids.next(), handle, Set.of("pavilion.read", "pavilion.write"));
    }

    private JsonNode apply(Seller who, String fee) {
        return WORLD.merchant(who.user(), APPLY, Map.of("pavilionHandle", handle, "feeRate", fee, "message", "想入馆"))
                .at("/data/pavilionApply");
    }

    private static JsonNode decide(
            Actor who, String id, String decision, @Nullable String fee, @Nullable String reason, int version) {
        var input = new HashMap<String, Object>(
                Map.of("admissionId", id, "decision", decision, "expectedVersion", version));
        if (fee != null) {
            input.put("feeRate", fee);
        }
        if (reason != null) {
            input.put("reason", reason);
        }
        return WORLD.merchant(who, DECIDE, input).at("/data/pavilionAdmissionDecide");
    }

    private String admitted(Seller who) {
        var id = apply(who, "0.05").at("/admission/id").asText();
        assertThat(decide(curator, id, "ADMIT", "0.03", null, 1)
                        .at("/admission/state")
                        .asText())
                .isEqualTo("ADMITTED");
        return id;
    }

    private JsonNode list(Map<String, Object> input) {
        return WORLD.merchant(curator, LIST, input).at("/data/pavilionListingSet");
    }

    private JsonNode pavilion() {
        return WORLD.merchant(curator, "{ pavilion { version isApplyingRules names { value } } }")
                .at("/data/pavilion");
    }

    private JsonNode rules(int version, Object... rules) {
        return WORLD.merchant(curator, RULES, Map.of("rules", List.of(rules), "expectedVersion", version))
                .at("/data/pavilionRulesSet");
    }

    /** As a shopper sees it: {@code handle title/blurb}. */
    private List<String> shelf() {
        var answer = WORLD.run(Surface.STOREFRONT, new Actor.Guest(), Language.ZH_CN, """
                query ($v0: String!) {
                  pavilion(handle: $v0) { listings { edges { title blurb node { handle } } } }
                }
                """, handle);
        return StreamSupport.stream(answer.at("/data/pavilion/listings/edges").spliterator(), false)
                .map(edge -> edge.at("/node/handle").asText() + " "
                        + edge.at("/title").asText() + "/" + edge.at("/blurb").asText())
                .toList();
    }

    private String shown(Seller who, String title, String blurb) {
        return "handle-" + who.key() + " " + title + "/" + blurb;
    }

    @Test
    void a_merchant_applies_and_is_admitted_at_a_fee_that_both_agreed_to() {
        var applied = apply(seller, "0.05");
        var id = applied.at("/admission/id").asText();
        assertThat(applied.at("/admission/state").asText()).isEqualTo("APPLIED");
        assertThat(new BigDecimal(applied.at("/admission/offeredFeeRate").asText()))
                .isEqualByComparingTo("0.05");
        assertThat(apply(seller, "0.05").at("/admission")).isEqualTo(applied.at("/admission"));

        // What the merchant does not offer cannot be taken, and nothing changes.
        assertThat(decide(curator, id, "ADMIT", "0.06", null, 1)
                        .at("/userErrors")
                        .toString())
                .isEqualTo("[{\"code\":\"INVALID\",\"field\":[\"input\",\"feeRate\"],\"currentVersion\":null}]");
        assertThat(decide(curator, id, "END", null, "不合适", 1)
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("INVALID_STATE");
        assertThat(decide(curator, id, "REFUSE", null, " ", 1)
                        .at("/userErrors/0/field")
                        .toString())
                .isEqualTo("[\"input\",\"reason\"]");
        assertThat(decide(curator("other-" + handle), id, "ADMIT", null, null, 1)
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("NOT_FOUND");
        assertThat(decide(curator, id, "ADMIT", null, null, 7).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"VERSION_CONFLICT\",\"field\":[\"input\",\"expectedVersion\"],"
                        + "\"currentVersion\":1}]");
        assertThat(apply(seller, "0.05").at("/admission")).isEqualTo(applied.at("/admission"));

        var admitted = decide(curator, id, "ADMIT", "0.03", null, 1);
        assertThat(admitted.at("/admission/state").asText()).isEqualTo("ADMITTED");
        assertThat(new BigDecimal(admitted.at("/admission/feeRate").asText())).isEqualByComparingTo("0.03");
        assertThat(decide(curator, id, "ADMIT", null, null, 2)
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("INVALID_STATE");
    }

    @Test
    void a_fee_out_of_bounds_and_an_unknown_pavilion_are_refused() {
        for (var fee : List.of("0.2001", "-0.01", "0.00001")) {
            assertThat(apply(seller, fee).toString())
                    .isEqualTo("{\"admission\":null,\"userErrors\":"
                            + "[{\"code\":\"INVALID\",\"field\":[\"input\",\"feeRate\"]}]}");
        }
        var nowhere = WORLD.merchant(
                        seller.user(), APPLY, Map.of("pavilionHandle", "no-such-pavilion", "feeRate", "0.01"))
                .at("/data/pavilionApply");
        assertThat(nowhere.at("/userErrors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(WORLD.count(
                        "SELECT count(*) FROM catalog.pavilion_admission WHERE merchant_id = ?",
                        seller.merchant().value()))
                .isZero();
    }

    @Test
    void admissions_are_read_by_their_curator_and_their_merchant_and_by_nobody_else() {
        var id = admitted(seller);
        var other = WORLD.seller();
        apply(other, "0.01");

        var read = WORLD.merchant(curator, """
                query ($v0: ID!) {
                  all: pavilionAdmissions { edges { node { merchantCode merchantName } } }
                  open: pavilionAdmissions(states: [APPLIED], first: 1) { edges { node { state } } pageInfo { hasNextPage } }
                  node(id: $v0) { id }
                }
                """, id).at("/data");
        assertThat(read.at("/all/edges")).hasSize(2);
        assertThat(read.at("/open").toString())
                .isEqualTo("{\"edges\":[{\"node\":{\"state\":\"APPLIED\"}}],\"pageInfo\":{\"hasNextPage\":false}}");
        assertThat(read.at("/node/id").asText()).isEqualTo(id);

        var own = "query ($v0: ID!) { pavilionApplications { edges { node { id } } } node(id: $v0) { id } }";
        assertThat(WORLD.merchant(seller.user(), own, id).at("/data").findValuesAsText("id"))
                .containsExactly(id, id);
        assertThat(WORLD.merchant(other.user(), own, id).at("/data/node").isNull())
                .isTrue();
        assertThat(WORLD.merchant(curator("other-" + handle), "query ($v0: ID!) { node(id: $v0) { id } }", id)
                        .at("/data/node")
                        .isNull())
                .isTrue();
    }

    @Test
    void only_goods_of_admitted_merchants_are_picked_and_they_leave_at_once_when_it_ends() {
        Map<String, Object> pick = Map.of("productHandle", "handle-" + seller.key(), "position", 1);
        assertThat(list(pick).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"NOT_ADMITTED\",\"field\":[\"input\",\"productHandle\"]}]");
        assertThat(shelf()).isEmpty();

        var id = admitted(seller);
        assertThat(list(pick).at("/listing/isPicked").asBoolean()).isTrue();
        assertThat(shelf()).containsExactly(shown(seller, "null", "null"));

        var ended = decide(curator, id, "END", null, "质量问题", 2);
        assertThat(ended.at("/admission/reason").asText()).isEqualTo("质量问题");
        assertThat(shelf()).isEmpty();
        assertThat(WORLD.products.find(seller.product()).orElseThrow().pavilions())
                .isEmpty();
        assertThat(list(pick).at("/userErrors/0/code").asText()).isEqualTo("NOT_ADMITTED");
        // The merchant may come again.
        assertThat(apply(seller, "0.01").at("/admission/state").asText()).isEqualTo("APPLIED");
    }

    @Test
    void the_curators_words_stand_on_the_pavilions_page_in_place_of_the_products() {
        admitted(seller);
        var input = new HashMap<String, Object>(Map.of("productHandle", "handle-" + seller.key(), "position", 4));
        input.put("titles", List.of(Map.of("language", "zh-CN", "value", "馆长推荐 瓜片")));
        input.put("blurbs", List.of(Map.of("language", "zh-CN", "value", "全国最佳绿茶")));
        WORLD.write("INSERT INTO catalog.forbidden_claim (word, reason_zh, reason_en)"
                + " VALUES ('全国最佳', '绝对化用语', 'an absolute claim')"
                + " ON CONFLICT DO NOTHING");

        var listed = list(input);
        assertThat(listed.at("/listing/titles/0/value").asText()).isEqualTo("馆长推荐 瓜片");
        assertThat(listed.at("/warnings").toString())
                .contains("FORBIDDEN_CLAIM")
                .contains("blurbs");
        assertThat(shelf()).containsExactly(shown(seller, "馆长推荐 瓜片", "全国最佳绿茶"));

        // What is left out stays, what is empty goes.
        list(Map.of("productHandle", "handle-" + seller.key(), "position", 5, "blurbs", List.of()));
        assertThat(shelf()).containsExactly(shown(seller, "馆长推荐 瓜片", "null"));
        input.put("titles", List.of(Map.of("language", "zh-CN", "value", "长".repeat(121))));
        assertThat(list(input).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"INVALID\",\"field\":[\"input\",\"titles\",\"0\",\"value\"]}]");
        assertThat(shelf()).containsExactly(shown(seller, "馆长推荐 瓜片", "null"));
        assertThat(WORLD.products.find(seller.product()).orElseThrow().title().zh())
                .isEqualTo("六安瓜片");
    }

    @Test
    void a_curator_writes_the_pavilions_texts_and_loses_no_update() {
        var names = List.of(Map.of("language", "zh-CN", "value", "大别山馆"));
        var written = WORLD.merchant(curator, TEXTS, Map.of("names", names, "expectedVersion", 1))
                .at("/data/pavilionSet");
        assertThat(written.at("/pavilion").toString())
                .isEqualTo("{\"version\":2,\"names\":[{\"value\":\"大别山馆\"}],\"descriptions\":[{\"value\":\"好物\"}]}");

        var late = WORLD.merchant(curator, TEXTS, Map.of("names", names, "expectedVersion", 1))
                .at("/data/pavilionSet");
        assertThat(late.at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"VERSION_CONFLICT\",\"field\":[\"input\",\"expectedVersion\"],"
                        + "\"currentVersion\":2}]");
        var long61 = List.of(Map.of("language", "zh-CN", "value", "馆".repeat(61)));
        assertThat(WORLD.merchant(curator, TEXTS, Map.of("names", long61, "expectedVersion", 2))
                        .at("/data/pavilionSet/userErrors/0/code")
                        .asText())
                .isEqualTo("INVALID");
        assertThat(pavilion().at("/version").asInt()).isEqualTo(2);
        assertThat(pavilion().at("/names/0/value").asText()).isEqualTo("大别山馆");
    }

    @Test
    void rules_find_goods_of_admitted_merchants_behind_the_picks_and_leave_out_what_is_kept_out() {
        var second = WORLD.seller();
        var third = WORLD.seller();
        WORLD.seller();
        List.of(seller, second, third).forEach(this::admitted);
        list(Map.of("productHandle", "handle-" + seller.key(), "position", 9));
        list(Map.of("productHandle", "handle-" + third.key(), "position", 9, "isExcluded", true));

        var set = rules(1, Map.of("categoryCode", "tea"));
        assertThat(set.at("/pavilion/rules/0/categoryCode").asText()).isEqualTo("tea");

        await().untilAsserted(() ->
                assertThat(shelf()).containsExactly(shown(seller, "null", "null"), shown(second, "null", "null")));
        await().until(() -> !pavilion().at("/isApplyingRules").asBoolean());
        var listings = WORLD.merchant(
                        curator,
                        "{ pavilionListings { edges { node { productHandle position isPicked isExcluded } } } }")
                .at("/data/pavilionListings/edges");
        assertThat(listings.toString())
                .isEqualTo(
                        "[{\"node\":{\"productHandle\":\"handle-%s\",\"position\":9,\"isPicked\":true,\"isExcluded\":false}},"
                                        .formatted(seller.key())
                                + "{\"node\":{\"productHandle\":\"handle-%s\",\"position\":9,\"isPicked\":true,\"isExcluded\":true}},"
                                        .formatted(third.key())
                                + "{\"node\":{\"productHandle\":\"handle-%s\",\"position\":null,\"isPicked\":false,\"isExcluded\":false}}]"
                                        .formatted(second.key()));

        var code = WORLD.merchants.find(second.merchant()).orElseThrow().code();
        assertThat(rules(2, Map.of("merchantCode", code, "kindCode", "tea", "originCode", "34"))
                        .at("/pavilion/rules/0/merchantCode")
                        .asText())
                .isEqualTo(code);
        await().until(() -> !pavilion().at("/isApplyingRules").asBoolean());
        assertThat(shelf()).containsExactly(shown(seller, "null", "null"), shown(second, "null", "null"));
    }

    @Test
    void rules_of_what_there_is_not_are_refused_at_their_place_and_nothing_changes() {
        var refused = rules(
                1,
                Map.of("categoryCode", "tea"),
                Map.of(),
                Map.of("categoryCode", "no-such", "originCode", "99", "kindCode", "no-such", "certificateKind", "NO"));
        assertThat(refused.at("/userErrors").findValuesAsText("code"))
                .hasSize(5)
                .containsOnly("INVALID");
        assertThat(refused.at("/userErrors/0/field").toString()).isEqualTo("[\"input\",\"rules\",\"1\"]");
        assertThat(refused.at("/userErrors/1/field").toString())
                .isEqualTo("[\"input\",\"rules\",\"2\",\"categoryCode\"]");
        assertThat(rules(1, Map.of("merchantCode", "no-such"))
                        .at("/userErrors/0/field")
                        .toString())
                .isEqualTo("[\"input\",\"rules\",\"0\",\"merchantCode\"]");
        assertThat(rules(9, Map.of("categoryCode", "tea"))
                        .at("/userErrors/0/currentVersion")
                        .asInt())
                .isEqualTo(1);
        assertThat(pavilion().at("/version").asInt()).isEqualTo(1);
        assertThat(pavilion().at("/isApplyingRules").asBoolean()).isFalse();
    }

    @Test
    void a_curator_reads_what_the_pavilion_got_by_month() {
        var part = WORLD.ids.next();
        var statement = WORLD.ids.next();
        WORLD.write(
                "INSERT INTO settlement.statement (id, merchant_id, period_start) VALUES (?, ?, DATE '2026-11-01')",
                statement,
                seller.merchant().value());
        WORLD.write("""
                INSERT INTO settlement.statement_line (merchant_order_id, statement_id, order_number, gross_minor,
                       commission_minor, village_minor, pavilion_minor, currency, paid_at)
                VALUES (?, ?, 'T-9', 20000, 1000, 200, 600, 'CNY', TIMESTAMPTZ '2026-11-20T08:00:00Z')
                """, part, statement);
        WORLD.write("""
                WITH deed AS (
                    INSERT INTO settlement.ledger_transaction (id, kind, subject, order_id, posted_at)
                    VALUES (gen_random_uuid(), 'ORDER_PAID', gen_random_uuid(), gen_random_uuid(), now())
                    RETURNING id
                )
                INSERT INTO settlement.ledger_entry (id, transaction_id, account_kind, account_owner, amount_minor,
                       currency, merchant_order_id)
                SELECT gen_random_uuid(), deed.id, side.kind, side.owner, side.amount, 'CNY', ?
                  FROM deed, (VALUES ('PAVILION_SHARE', ?, -600), ('MERCHANT_PENDING', 'm', 600))
                    AS side (kind, owner, amount)
                """, part, handle);

        var query =
                "{ pavilionFees(months: 3) { periodStart orderCount earned { amount } returned { amount } total { amount } } }";
        assertThat(WORLD.merchant(curator, query).at("/data/pavilionFees").toString())
                .isEqualTo("[{\"periodStart\":\"2026-11-01\",\"orderCount\":1,\"earned\":{\"amount\":\"6.00\"},"
                        + "\"returned\":{\"amount\":\"0.00\"},\"total\":{\"amount\":\"6.00\"}}]");
        assertThat(WORLD.merchant(curator("other-" + handle), query).at("/data/pavilionFees"))
                .isEmpty();
        assertThat(WORLD.merchant(seller.user(), """
                        { settlementStatements { edges { node { pavilionFee { amount } net { amount } } } } }
                        """)
                        .at("/data/settlementStatements/edges/0/node")
                        .toString())
                .isEqualTo("{\"pavilionFee\":{\"amount\":\"6.00\"},\"net\":{\"amount\":\"182.00\"}}");
    }
}
