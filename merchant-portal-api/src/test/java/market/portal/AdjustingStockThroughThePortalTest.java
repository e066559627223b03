package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import market.inventory.LocationKind;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;

class AdjustingStockThroughThePortalTest {

    private static final String ADJUST = """
            mutation ($v0: StockAdjustInput!) {
              stockAdjust(input: $v0) {
                levels { variant { sku } location { code } onHand committed available }
                userErrors { code field currentVersion available onHand }
              }
            }
            """;

    private final Seller seller = WORLD.seller();

    private Map<String, Object> change(String delta) {
        return Map.of("variantId", seller.smallId(), "locationId", seller.locationId(), "delta", delta);
    }

    private JsonNode adjust(String key, List<Map<String, Object>> changes) {
        return WORLD.merchant(
                        seller.user(), ADJUST, Map.of("changes", changes, "reason", "RECEIVED", "idempotencyKey", key))
                .at("/data/stockAdjust");
    }

    private static String errors(JsonNode payload) {
        return payload.at("/userErrors").toString();
    }

    private void assertNothingChanged() {
        assertThat(WORLD.onHand(seller.small())).isEqualTo(10);
        assertThat(movements()).isEqualTo(1);
    }

    private long movements() {
        return WORLD.count(
                "SELECT count(*) FROM inventory.movement WHERE variant_id = ?",
                seller.small().value());
    }

    @Test
    void goods_that_came_in_are_on_hand() {
        var payload = adjust(key(), List.of(change("5")));

        assertThat(payload.toString()).isEqualTo("""
                        {"levels":[{"variant":{"sku":"%s-250"},"location":{"code":"main"},"onHand":"15",\
                        "committed":"0","available":"15"}],"userErrors":[]}""".formatted(seller.key()));
        assertThat(WORLD.onHand(seller.small())).isEqualTo(15);
    }

    @Test
    void the_same_key_twice_is_booked_once_and_answered_with_the_first_result() {
        var key = key();
        var first = adjust(key, List.of(change("5")));
        adjust(key(), List.of(change("1")));

        var second = adjust(key, List.of(change("5")));

        assertThat(second).isEqualTo(first);
        assertThat(WORLD.onHand(seller.small())).isEqualTo(16);
        assertThat(movements()).isEqualTo(3);
    }

    @Test
    void the_same_key_at_the_same_moment_is_booked_once() throws Exception {
        var key = key();
        Callable<JsonNode> deed = () -> adjust(key, List.of(change("5")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(Collections.nCopies(8, deed));

            for (var answer : answers) {
                assertThat(answer.get().at("/levels/0/onHand").asText()).isEqualTo("15");
            }
        }
        assertThat(WORLD.onHand(seller.small())).isEqualTo(15);
        assertThat(movements()).isEqualTo(2);
    }

    @Test
    void another_input_under_a_used_key_is_refused() {
        var key = key();
        adjust(key, List.of(change("5")));

        var payload = adjust(key, List.of(change("6")));

        assertThat(errors(payload)).isEqualTo("""
                        [{"code":"IDEMPOTENCY_KEY_REUSED","field":["input","idempotencyKey"],"currentVersion":null,\
                        "available":null,"onHand":null}]""");
        assertThat(WORLD.onHand(seller.small())).isEqualTo(15);
    }

    @Test
    void one_merchants_key_is_not_anothers() {
        var key = key();
        var other = WORLD.seller();
        WORLD.merchant(
                other.user(),
                ADJUST,
                Map.of(
                        "changes",
                        List.of(Map.of("variantId", other.smallId(), "locationId", other.locationId(), "delta", "1")),
                        "reason",
                        "RECEIVED",
                        "idempotencyKey",
                        key));

        var payload = adjust(key, List.of(change("5")));

        assertThat(payload.at("/levels/0/onHand").asText()).isEqualTo("15");
    }

    @Test
    void taking_more_than_there_is_is_refused_whole_and_its_key_stays_free() {
        var key = key();
        var payload = adjust(key, List.of(change("3"), change("-14")));

        assertThat(payload.at("/levels").isNull()).isTrue();
        assertThat(errors(payload)).isEqualTo("""
                        [{"code":"INSUFFICIENT_STOCK","field":["input","changes","1","delta"],"currentVersion":null,\
                        "available":"10","onHand":null}]""");
        assertNothingChanged();

        var again = adjust(key, List.of(change("-10")));
        assertThat(again.at("/levels/0/onHand").asText()).isEqualTo("0");
    }

    @Test
    void a_count_that_expected_another_number_is_refused() {
        var change = new HashMap<>(change("2"));
        change.put("expectedOnHand", "9");

        var payload = adjust(key(), List.of(change));

        assertThat(errors(payload)).isEqualTo("""
                        [{"code":"VERSION_CONFLICT","field":["input","changes","0","expectedOnHand"],\
                        "currentVersion":null,"available":null,"onHand":"10"}]""");
        assertNothingChanged();
    }

    @Test
    void every_change_that_cannot_be_read_is_named() {
        var payload = adjust(key(), List.of(change("1"), change("0.5"), change("1000000001")));

        assertThat(payload.at("/userErrors").findValuesAsText("code")).containsExactly("INVALID", "INVALID");
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo("[\"input\",\"changes\",\"1\",\"delta\"]");
        assertThat(payload.at("/userErrors/1/field").toString()).isEqualTo("[\"input\",\"changes\",\"2\",\"delta\"]");
        assertNothingChanged();
    }

    @Test
    void between_1_and_250_changes_are_carried_out_at_once() {
        assertThat(adjust(key(), Collections.nCopies(251, change("1")))
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("LIMIT_EXCEEDED");
        assertThat(adjust(key(), List.of()).at("/userErrors/0/code").asText()).isEqualTo("INVALID");
        assertNothingChanged();

        adjust(key(), Collections.nCopies(250, change("1")));
        assertThat(WORLD.onHand(seller.small())).isEqualTo(260);
    }

    @Test
    void stock_is_read_page_by_page_also_between_two_places_of_one_variant() {
        var second = WORLD.locations.upsert(
                seller.merchant(), "cold", new LocalizedText("冷库", null), "34", LocationKind.WAREHOUSE);
        adjust(
                key(),
                List.of(Map.of("variantId", seller.smallId(), "locationId", GlobalId.of("loc", second), "delta", "7")));
        var query = """
                query ($v0: String) {
                  stockLevels(first: 1, after: $v0) {
                    edges { node { variant { sku } location { code name } onHand } }
                    pageInfo { hasNextPage endCursor }
                  }
                }
                """;

        var read = new ArrayList<String>();
        var page = WORLD.merchant(seller.user(), query).at("/data/stockLevels");
        while (true) {
            assertThat(page.at("/edges")).hasSize(1);
            read.add(page.at("/edges/0/node/variant/sku").asText() + " "
                    + page.at("/edges/0/node/location/code").asText() + " "
                    + page.at("/edges/0/node/onHand").asText());
            if (!page.at("/pageInfo/hasNextPage").asBoolean()) {
                break;
            }
            page = WORLD.merchant(
                            seller.user(), query, page.at("/pageInfo/endCursor").asText())
                    .at("/data/stockLevels");
        }

        assertThat(read)
                .containsExactly(
                        seller.key() + "-250 main 10", seller.key() + "-250 cold 7", seller.key() + "-500 main 10");
    }
}
