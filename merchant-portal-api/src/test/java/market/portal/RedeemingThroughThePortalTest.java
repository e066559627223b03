package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import market.kernel.GlobalId;
import market.kernel.Ids;
import market.kernel.Json;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedeemingThroughThePortalTest {

    private static final Instant NEXT_CENTURY = Instant.parse("2126-01-01T00:00:00Z");
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final String REDEEM = """
            mutation ($v0: VoucherRedeemInput!) {
              voucherRedeem(input: $v0) {
                voucher { state codeEnd redeemedLocationId orderId sku piece }
                userErrors { code field redeemedAt }
              }
            }
            """;
    private static final String LIST = """
            query ($v0: [VoucherState!]!, $v1: Int!, $v2: String) {
              vouchers(states: $v0, first: $v1, after: $v2) {
                edges { node { id codeEnd state } } pageInfo { hasNextPage endCursor }
              }
            }
            """;

    private final Seller seller = WORLD.seller();
    private final String order = WORLD.order(seller, "PAID");

    @Test
    void a_code_is_redeemed_at_a_place_and_shown_by_its_end_only() {
        var code = voucher(1, "ISSUED", NEXT_CENTURY);
        var asTyped =
                code.substring(0, 4).toLowerCase(Locale.ROOT) + "-" + code.substring(4, 9) + " " + code.substring(9);
        var input = input(asTyped, seller.locationId());

        var first = redeem(seller, input);

        assertThat(first.toString()).isEqualTo("""
                        {"voucher":{"state":"REDEEMED","codeEnd":"%s","redeemedLocationId":"%s","orderId":"%s",\
                        "sku":"guapian-250","piece":1},"userErrors":[]}""".formatted(code.substring(12), seller.locationId(), order));
        assertThat(redeem(seller, input)).isEqualTo(first);
        assertThat(WORLD.merchant(seller.user(), LIST, List.of("REDEEMED"), 5).toString())
                .contains("\"codeEnd\":\"" + code.substring(12) + "\"")
                .doesNotContain(code);
        assertThat(WORLD.merchant(seller.user(), "{ __type(name: \"Voucher\") { fields { name } } }")
                        .at("/data/__type/fields")
                        .findValuesAsText("name"))
                .contains("codeEnd")
                .doesNotContain("code");
    }

    @Test
    void every_refusal_names_its_place_and_changes_nothing() {
        var other = WORLD.seller();
        var issued = voucher(1, "ISSUED", NEXT_CENTURY);
        var expired = voucher(2, "ISSUED", Instant.parse("2026-01-01T00:00:00Z"));
        var cancelled = voucher(3, "CANCELLED", NEXT_CENTURY);
        var redeemed = voucher(4, "REDEEMED", NEXT_CENTURY);
        var before = states();

        assertThat(redeem(other, input(issued, null)))
                .isEqualTo(redeem(other, input("2222222222222222", null)))
                .isEqualTo(refused("NOT_FOUND", "code"));
        assertThat(redeem(seller, input(issued, other.locationId()))).isEqualTo(refused("NOT_FOUND", "locationId"));
        assertThat(redeem(seller, input(issued, "loc_unreadable"))).isEqualTo(refused("NOT_FOUND", "locationId"));
        assertThat(redeem(seller, input("2".repeat(65), null))).isEqualTo(refused("INVALID", "code"));
        assertThat(redeem(seller, input(expired, null))).isEqualTo(refused("EXPIRED", "code"));
        assertThat(redeem(seller, input(cancelled, null))).isEqualTo(refused("CANCELLED", "code"));
        assertThat(redeem(seller, input(redeemed, null)).at("/userErrors").toString())
                .isEqualTo("[{\"code\":\"ALREADY_REDEEMED\",\"field\":[\"input\",\"code\"],"
                        + "\"redeemedAt\":\"2026-11-01T08:00:00Z\"}]");
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void vouchers_are_listed_newest_first_by_their_state_now_and_to_their_merchant_only() {
        voucher(1, "ISSUED", NEXT_CENTURY);
        voucher(2, "ISSUED", Instant.parse("2026-01-01T00:00:00Z"));
        voucher(3, "EXPIRED", Instant.parse("2026-01-01T00:00:00Z"));
        voucher(4, "CANCELLED", NEXT_CENTURY);

        var all = List.of("ISSUED", "REDEEMED", "EXPIRED", "CANCELLED");
        var first = WORLD.merchant(seller.user(), LIST, all, 3).at("/data/vouchers");
        var rest = WORLD.merchant(
                        seller.user(),
                        LIST,
                        all,
                        3,
                        first.at("/pageInfo/endCursor").asText())
                .at("/data/vouchers");

        assertThat(first.findValuesAsText("state")).containsExactly("CANCELLED", "EXPIRED", "EXPIRED");
        assertThat(rest.findValuesAsText("state")).containsExactly("ISSUED");
        assertThat(rest.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(WORLD.merchant(seller.user(), LIST, List.of("EXPIRED"), 9).findValuesAsText("state"))
                .containsExactly("EXPIRED", "EXPIRED");
        assertThat(WORLD.merchant(seller.user(), LIST, List.of(), 9).findValuesAsText("id"))
                .isEmpty();
        var id = rest.findValuesAsText("id").getFirst();
        var node = "query ($v0: ID!) { node(id: $v0) { id } }";
        assertThat(WORLD.merchant(seller.user(), node, id).at("/data/node/id").asText())
                .isEqualTo(id);
        var other = WORLD.seller();
        assertThat(WORLD.merchant(other.user(), node, id).at("/data/node").isNull())
                .isTrue();
        assertThat(WORLD.merchant(other.user(), LIST, all, 9).findValuesAsText("id"))
                .isEmpty();
    }

    private static JsonNode redeem(Seller seller, Map<String, ?> input) {
        return WORLD.merchant(seller.user(), REDEEM, input).at("/data/voucherRedeem");
    }

    private static Map<String, Object> input(String code, @Nullable String location) {
        var input = new HashMap<String, Object>(Map.of("code", code, "idempotencyKey", key()));
        if (location != null) {
            input.put("locationId", location);
        }
        return input;
    }

    private static JsonNode refused(String code, String field) {
        return Json.read("""
                {"voucher":null,"userErrors":[{"code":"%s","field":["input","%s"],"redeemedAt":null}]}
                """.formatted(code, field), new TypeReference<>() {});
    }

    private String states() {
        return WORLD.merchant(seller.user(), "{ vouchers(first: 100) { edges { node { id state redeemedAt } } } }")
                .toString();
    }

    /** As a payment would have left it; returns the code. */
    private String voucher(int piece, String state, Instant validUntil) {
        var code = "22223333444%05d"
                .formatted(SERIAL.incrementAndGet())
                .replace('0', 'A')
                .replace('1', 'B');
        var part = GlobalId.parse("mor", order).orElseThrow();
        WORLD.write(
                """
                INSERT INTO checkout.voucher (id, code, order_id, merchant_order_id, merchant_id, order_line_id, piece, state,
                       valid_until, issued_at, redeemed_at)
                SELECT ?, ?, order_id, merchant_order_id, ?, id, ?, ?, ?, now(),
                       CASE WHEN ? THEN TIMESTAMPTZ '2026-11-01T08:00:00Z' END
                  FROM checkout.order_line
                 WHERE merchant_order_id = ?
                """,
                WORLD.bean(Ids.class).next(),
                code,
                seller.merchant().value(),
                piece,
                state,
                OffsetDateTime.ofInstant(validUntil, ZoneOffset.UTC),
                state.equals("REDEEMED"),
                part);
        return code;
    }
}
