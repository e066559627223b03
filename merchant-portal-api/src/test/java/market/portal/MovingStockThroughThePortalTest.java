package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;

/** Counts, transfers, channels, ladders, places and the feed, as a merchant's program calls them. */
class MovingStockThroughThePortalTest {

    private final Seller seller = WORLD.seller();

    private Map<String, Object> row(Map<String, Object> more) {
        var row = new HashMap<String, Object>(more);
        row.put("variantId", seller.smallId());
        row.put("locationId", seller.locationId());
        return row;
    }

    private JsonNode deed(String field, String type, Map<String, Object> input) {
        return deed(field, type, "levels { onHand earmarked available }", input);
    }

    private JsonNode deed(String field, String type, String result, Map<String, Object> input) {
        return WORLD.merchant(
                        seller.user(),
                        "mutation ($v0: " + type + "!) { " + field + "(input: $v0) { " + result
                                + " userErrors { code field available onHand } } }",
                        input)
                .at("/data/" + field);
    }

    @Test
    void a_place_that_sends_goods_to_no_region_of_the_tree_is_not_made() {
        var refused = deed(
                "locationSet",
                "LocationSetInput",
                "location { id }",
                Map.of(
                        "code",
                        "nowhere",
                        "nameZh",
                        "无处",
                        "regionCode",
                        "34",
                        "kind",
                        "SHOP",
                        "isColdChain",
                        false,
                        "isActive",
                        true,
                        "deliversTo",
                        List.of("34", "99")));

        assertThat(refused.path("location").isNull()).isTrue();
        assertThat(refused.at("/userErrors").toString())
                .contains("\"code\":\"INVALID\"", "\"field\":[\"input\",\"deliversTo\"]");
        assertThat(WORLD.merchant(seller.user(), "{ locations { code } }", Map.of())
                        .toString())
                .doesNotContain("nowhere");
    }

    @Test
    void a_count_sets_the_level_and_a_stale_one_is_refused() {
        var counted = deed(
                "stockCount",
                "StockCountInput",
                Map.of(
                        "counts",
                        List.of(row(Map.of("counted", "7", "expectedOnHand", "10"))),
                        "idempotencyKey",
                        key()));
        var stale = deed(
                "stockCount",
                "StockCountInput",
                Map.of(
                        "counts",
                        List.of(row(Map.of("counted", "9", "expectedOnHand", "10"))),
                        "idempotencyKey",
                        key()));

        assertThat(counted.at("/levels/0/onHand").asText()).isEqualTo("7");
        assertThat(stale.at("/userErrors").toString()).isEqualTo("""
                        [{"code":"VERSION_CONFLICT","field":["input","counts","0","expectedOnHand"],"available":null,\
                        "onHand":"7"}]""");
        assertThat(WORLD.onHand(seller.small())).isEqualTo(7);
    }

    @Test
    void a_channel_gets_its_own_stock_and_sells_it_once() {
        var marked = deed(
                "stockEarmark",
                "StockEarmarkInput",
                Map.of("moves", List.of(row(Map.of("toChannel", "taobao", "quantity", "4"))), "idempotencyKey", key()));
        Map<String, Object> sale =
                Map.of("channel", "taobao", "reference", "TB-1", "lines", List.of(row(Map.of("quantity", "3"))));
        deed("stockChannelSale", "StockChannelSaleInput", sale);
        var repeated = deed("stockChannelSale", "StockChannelSaleInput", sale);
        var tooMuch = deed(
                "stockChannelSale",
                "StockChannelSaleInput",
                Map.of("channel", "taobao", "reference", "TB-2", "lines", List.of(row(Map.of("quantity", "3")))));

        assertThat(marked.at("/levels/0").toString())
                .isEqualTo("{\"onHand\":\"10\",\"earmarked\":\"4\",\"available\":\"6\"}");
        assertThat(repeated.at("/levels/0").toString())
                .isEqualTo("{\"onHand\":\"7\",\"earmarked\":\"1\",\"available\":\"6\"}");
        assertThat(tooMuch.at("/userErrors/0/code").asText()).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(WORLD.onHand(seller.small())).isEqualTo(7);
    }

    @Test
    void goods_go_to_a_new_place_and_the_feed_tells_of_it() {
        var place = deed(
                "locationSet",
                "LocationSetInput",
                "location { id code kind isColdChain isActive deliversTo }",
                Map.of(
                        "code",
                        "new",
                        "nameZh",
                        "新店",
                        "regionCode",
                        "34",
                        "kind",
                        "SHOP",
                        "isColdChain",
                        false,
                        "isActive",
                        true,
                        "deliversTo",
                        List.of("34")));
        assertThat(place.at("/location/deliversTo").toString()).isEqualTo("[\"34\"]");
        assertThat(place.at("/location/kind").asText()).as(place.toString()).isEqualTo("SHOP");
        var there = place.at("/location/id").asText();
        var moved = deed(
                "stockTransfer",
                "StockTransferInput",
                Map.of(
                        "transfers",
                        List.of(Map.of(
                                "variantId",
                                seller.smallId(),
                                "fromLocationId",
                                seller.locationId(),
                                "toLocationId",
                                there,
                                "quantity",
                                "4")),
                        "idempotencyKey",
                        key()));

        assertThat(moved.at("/levels").findValuesAsText("onHand")).containsExactly("6", "4");
        // The feed keeps back what is younger than the oldest deed still under way, anybody's on this database.
        var feed = await().until(
                        () -> WORLD.merchant(
                                seller.user(),
                                "{ stockChanges { edges { node { id kind onHandDelta locationId } } pageInfo { endCursor } } }"),
                        read -> read.at("/data/stockChanges/edges")
                                .findValuesAsText("onHandDelta")
                                .contains("-4"));
        var first = feed.at("/data/stockChanges/edges/0/node");
        var found = WORLD.merchant(
                seller.user(),
                "{ node(id: \"" + first.at("/id").asText()
                        + "\") { ... on StockMovement { id kind onHandDelta locationId } } }");
        assertThat(found.at("/data/node")).isEqualTo(first);
        assertThat(feed.at("/data/stockChanges/edges").findValuesAsText("onHandDelta"))
                .endsWith("-4", "4");
        var end = feed.at("/data/stockChanges/pageInfo/endCursor").asText();
        assertThat(WORLD.merchant(seller.user(), "{ stockChanges(after: \"" + end + "\") { edges { cursor } } }")
                        .at("/data/stockChanges/edges"))
                .isEmpty();
    }

    @Test
    void a_channel_that_is_no_name_and_an_earmark_from_nowhere_to_nowhere_are_refused() {
        for (var move : List.of(
                row(Map.of("toChannel", "天猫", "quantity", "1")),
                row(Map.of("quantity", "1")),
                row(Map.of("fromChannel", "jd", "toChannel", "jd", "quantity", "1")))) {
            var payload =
                    deed("stockEarmark", "StockEarmarkInput", Map.of("moves", List.of(move), "idempotencyKey", key()));
            assertThat(payload.at("/userErrors/0/code").asText())
                    .as(move.toString())
                    .isEqualTo("INVALID");
        }
        assertThat(WORLD.onHand(seller.small())).isEqualTo(10);
    }
}
