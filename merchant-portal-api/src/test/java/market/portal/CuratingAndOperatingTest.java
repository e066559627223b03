package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.graphql.Refusal;
import market.kernel.Actor;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CuratingAndOperatingTest {

    private static final String SET = """
            mutation ($v0: PavilionListingSetInput!) {
              pavilionListingSet(input: $v0) {
                listing { productHandle title merchantName isMerchantSelling } userErrors { code field }
              }
            }
            """;
    private static final String REMOVE = """
            mutation ($v0: PavilionListingRemoveInput!) {
              pavilionListingRemove(input: $v0) { removedProductHandle userErrors { code field } }
            }
            """;
    private static final String STANDING = """
            mutation ($v0: MerchantStandingSetInput!) {
              merchantStandingSet(input: $v0) {
                merchant { standing suspensionReason version } userErrors { code field currentVersion }
              }
            }
            """;

    private final Actor operator =
            new Actor.Operator(WORLD.ids.next(), Set.of("merchants.read", "merchants.write", "settlement.read"));
    private final Seller seller = WORLD.seller();

    private static Actor curator() {
        var handle = "pavilion-" + WORLD.ids.next();
        WORLD.pavilions.open(handle, PortalWorld.text("六安馆"), PortalWorld.text(""), "34");
        return new Actor.Curator(WORLD.ids.next(), handle, Set.of("pavilion.read", "pavilion.write"));
    }

    /** As if each had applied and been admitted for nothing. */
    private static void admit(Actor curator, Seller... sellers) {
        var pavilion = WORLD.pavilions
                .findByHandle(((Actor.Curator) curator).pavilion())
                .orElseThrow();
        for (var seller : sellers) {
            WORLD.write("""
                    INSERT INTO catalog.pavilion_admission (id, pavilion_id, merchant_id, state, offered_fee, fee_rate,
                           applied_at)
                    VALUES (?, ?, ?, 'ADMITTED', 0, 0, now())
                    """, WORLD.ids.next(), pavilion.id(), seller.merchant().value());
        }
    }

    private static JsonNode set(Actor curator, String handle, int position) {
        return WORLD.merchant(curator, SET, Map.of("productHandle", handle, "position", position))
                .at("/data/pavilionListingSet");
    }

    private static List<String> listed(Actor curator) {
        return WORLD.merchant(curator, "{ pavilionListings { edges { node { productHandle } } } }")
                .at("/data/pavilionListings")
                .findValuesAsText("productHandle");
    }

    @Test
    void a_curator_shows_moves_and_removes_goods_in_the_own_pavilion_only() {
        var curator = curator();
        var neighbour = curator();
        var other = WORLD.seller();
        admit(curator, seller, other);
        var mine = "handle-" + seller.key();
        var others = "handle-" + other.key();

        assertThat(set(curator, mine, 1).at("/listing/isMerchantSelling").asBoolean())
                .isTrue();
        set(curator, others, 2);
        assertThat(listed(curator)).containsExactly(mine, others);
        set(curator, mine, 3);
        assertThat(listed(curator)).containsExactly(others, mine);
        assertThat(listed(neighbour)).isEmpty();

        var gone =
                WORLD.merchant(curator, REMOVE, Map.of("productHandle", others)).at("/data/pavilionListingRemove");
        assertThat(gone.toString()).isEqualTo("{\"removedProductHandle\":\"" + others + "\",\"userErrors\":[]}");
        assertThat(listed(curator)).containsExactly(mine);
        var again =
                WORLD.merchant(neighbour, REMOVE, Map.of("productHandle", mine)).at("/data/pavilionListingRemove");
        assertThat(again.at("/userErrors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(listed(curator)).containsExactly(mine);
    }

    @Test
    void goods_that_are_not_on_sale_cannot_be_shown() {
        var curator = curator();
        admit(curator, seller);
        var handle = "handle-" + seller.key();

        assertThat(set(curator, "no-such-handle", 1).toString()).isEqualTo("""
                        {"listing":null,"userErrors":[{"code":"NOT_FOUND","field":["input","productHandle"]}]}""");
        WORLD.write("UPDATE catalog.product SET status = 'DRAFT', version = version + 1 WHERE handle = ?", handle);
        assertThat(set(curator, handle, 1)).isEqualTo(set(curator, "no-such-handle", 1));
        WORLD.write("UPDATE catalog.product SET status = 'IN_REVIEW', version = version + 1 WHERE handle = ?", handle);
        assertThat(set(curator, handle, 1)).isEqualTo(set(curator, "no-such-handle", 1));
        WORLD.write("UPDATE catalog.product SET status = 'WITHDRAWN', version = version + 1 WHERE handle = ?", handle);
        assertThat(set(curator, handle, 1).at("/userErrors/0/code").asText()).isEqualTo("INVALID_STATE");
        assertThat(set(curator, handle, -1).at("/userErrors/0/code").asText()).isEqualTo("INVALID");
        assertThat(listed(curator)).isEmpty();
    }

    @Test
    void only_a_curator_has_a_pavilion_and_a_curator_has_no_goods() {
        var greedy = WORLD.seller(Set.of("pavilion.read"));

        assertThatThrownBy(() -> WORLD.merchant(greedy.user(), "{ pavilion { id } }"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN));
        var curator = curator();
        assertThat(WORLD.merchant(curator, "{ pavilion { handle } }")
                        .at("/data/pavilion/handle")
                        .asText())
                .isEqualTo(((Actor.Curator) curator).pavilion());
    }

    private JsonNode decide(String standing, @Nullable String reason, int expectedVersion) {
        var input = new HashMap<String, Object>(
                Map.of("merchantId", seller.id(), "standing", standing, "expectedVersion", expectedVersion));
        if (reason != null) {
            input.put("reason", reason);
        }
        return WORLD.operator(operator, STANDING, input).at("/data/merchantStandingSet");
    }

    private long decisions() {
        return WORLD.count(
                "SELECT count(*) FROM merchants.standing_change WHERE merchant_id = ?",
                seller.merchant().value());
    }

    @Test
    void a_merchant_is_suspended_with_a_reason_and_let_sell_again() {
        assertThat(decide("SUSPENDED", "证照过期", 1).at("/merchant").toString())
                .isEqualTo("{\"standing\":\"SUSPENDED\",\"suspensionReason\":\"证照过期\",\"version\":2}");
        assertThat(decide("ACTIVE", "已换证", 2).at("/merchant").toString())
                .isEqualTo("{\"standing\":\"ACTIVE\",\"suspensionReason\":null,\"version\":3}");
        assertThat(decisions()).isEqualTo(2);
    }

    @Test
    void a_suspension_without_a_reason_or_of_an_older_version_is_refused() {
        assertThat(decide("SUSPENDED", null, 1).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"INVALID\",\"field\":[\"input\",\"reason\"],\"currentVersion\":null}]");
        assertThat(decide("SUSPENDED", "  ", 1).at("/userErrors/0/code").asText())
                .isEqualTo("INVALID");
        assertThat(decide("SUSPENDED", "证照过期", 9).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"VERSION_CONFLICT\",\"field\":[\"input\",\"expectedVersion\"],"
                        + "\"currentVersion\":1}]");

        assertThat(WORLD.merchants.find(seller.merchant()).orElseThrow().isActive())
                .isTrue();
        assertThat(decisions()).isZero();
    }

    @Test
    void merchants_are_read_by_id_by_code_and_page_by_page() {
        var code = WORLD.merchants.find(seller.merchant()).orElseThrow().code();
        var answer = WORLD.operator(operator, """
                query ($v0: ID!, $v1: String!) {
                  byId: merchant(by: { id: $v0 }) { code regionPath }
                  byCode: merchant(by: { code: $v1 }) { id }
                  none: merchant(by: { code: "no-such-code" }) { id }
                  merchants(first: 1) { edges { node { code } } pageInfo { hasNextPage hasPreviousPage } }
                }
                """, seller.id(), code);

        assertThat(answer.at("/data/byId").toString())
                .isEqualTo("{\"code\":\"" + code + "\",\"regionPath\":[\"安徽省\"]}");
        assertThat(answer.at("/data/byCode/id").asText()).isEqualTo(seller.id());
        assertThat(answer.at("/data/none").isNull()).isTrue();
        assertThat(answer.at("/data/merchants/edges")).hasSize(1);
    }

    @Test
    void the_ledger_is_shown_by_account() {
        var answer =
                WORLD.operator(operator, "{ trialBalance { isBalanced balances { account balance { amount } } } }");

        assertThat(answer.at("/data/trialBalance/isBalanced").asBoolean()).isTrue();
        assertThat(answer.at("/data/trialBalance/balances").findValues("amount").stream()
                        .map(amount -> new BigDecimal(amount.asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0");
    }
}
