package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import market.kernel.GlobalId;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachingOwnObjectsOnlyTest {

    private static final String NODE = "query ($v0: ID!) { node(id: $v0) { id } }";
    private static final String PRICE = """
            mutation ($v0: VariantPriceSetInput!) {
              variantPriceSet(input: $v0) { product { id } userErrors { code field message currentVersion } }
            }
            """;
    private static final String ADJUST = """
            mutation ($v0: StockAdjustInput!) {
              stockAdjust(input: $v0) { levels { onHand } userErrors { code field message available onHand } }
            }
            """;
    private static final String SHIP = """
            mutation ($v0: FulfillmentCreateInput!) {
              fulfillmentCreate(input: $v0) { order { id } userErrors { code field message currentVersion } }
            }
            """;

    private final Seller mine = WORLD.seller();
    private final Seller other = WORLD.seller();

    private static String idOf(Seller seller, String prefix) {
        return switch (prefix) {
            case "mer" -> seller.id();
            case "prd" -> seller.productId();
            case "var" -> seller.smallId();
            case "loc" -> seller.locationId();
            case "mor" -> WORLD.order(seller, "PAID");
            default -> WORLD.statement(seller);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mer", "prd", "var", "loc", "mor", "stm"})
    void a_node_is_the_merchants_own_or_null(String prefix) {
        var own = idOf(mine, prefix);

        assertThat(WORLD.merchant(mine.user(), NODE, own).at("/data/node/id").asText())
                .isEqualTo(own);
        assertThat(WORLD.merchant(mine.user(), NODE, idOf(other, prefix)))
                .isEqualTo(WORLD.merchant(mine.user(), NODE, WORLD.unknown(prefix)))
                .isEqualTo(WORLD.merchant(mine.user(), NODE, prefix + "_malformed"));
    }

    @Test
    void another_merchants_product_order_and_statement_are_answered_like_unknown_ones() {
        var query = """
                query ($v0: ID!, $v1: String!, $v2: ID!, $v3: ID!) {
                  byId: product(by: { id: $v0 }) { id }
                  byKey: product(by: { key: $v1 }) { id }
                  order(id: $v2) { id }
                  settlementStatement(id: $v3) { id }
                }
                """;

        var foreign = WORLD.merchant(
                mine.user(), query, other.productId(), other.key(), WORLD.order(other, "PAID"), WORLD.statement(other));
        var unknown = WORLD.merchant(
                mine.user(), query, WORLD.unknown("prd"), "no-such-key", WORLD.unknown("mor"), WORLD.unknown("stm"));

        assertThat(foreign).isEqualTo(unknown);
        assertThat(foreign.at("/data").toString())
                .isEqualTo("{\"byId\":null,\"byKey\":null,\"order\":null,\"settlementStatement\":null}");
    }

    @Test
    void lists_hold_nothing_of_another_merchant() {
        WORLD.order(other, "PAID");
        WORLD.statement(other);
        var order = WORLD.order(mine, "PAID");

        var answer = WORLD.merchant(mine.user(), """
                {
                  merchant { id }
                  products { edges { node { id } } }
                  stockLevels { edges { node { variant { id } location { id } } } }
                  locations { id }
                  orders { edges { node { id } } }
                  settlementStatements { edges { node { id } } }
                }
                """).at("/data");

        assertThat(answer.at("/merchant/id").asText()).isEqualTo(mine.id());
        assertThat(answer.findValuesAsText("id"))
                .containsExactlyInAnyOrder(
                        mine.id(),
                        mine.productId(),
                        mine.smallId(),
                        GlobalId.of("var", mine.large()),
                        mine.locationId(),
                        mine.locationId(),
                        mine.locationId(),
                        order);
    }

    @Test
    void another_merchants_price_cannot_be_set() {
        var foreign = WORLD.merchant(mine.user(), PRICE, price(other.smallId()));
        var unknown = WORLD.merchant(mine.user(), PRICE, price(WORLD.unknown("var")));

        assertThat(foreign).isEqualTo(unknown);
        assertRefused(foreign.at("/data/variantPriceSet"), "[\"input\",\"variantId\"]");
        var product = WORLD.products.find(other.product()).orElseThrow();
        assertThat(product.version()).isEqualTo(1);
        assertThat(product.variants().getFirst().price().minor()).isEqualTo(10_000);
    }

    @Test
    void another_merchants_stock_cannot_be_adjusted() {
        var foreignVariant = adjust(other.smallId(), mine.locationId());
        var unknownVariant = adjust(WORLD.unknown("var"), mine.locationId());
        var foreignPlace = adjust(mine.smallId(), other.locationId());
        var unknownPlace = adjust(mine.smallId(), WORLD.unknown("loc"));
        var bothForeign = adjust(other.smallId(), other.locationId());

        assertThat(foreignVariant)
                .isEqualTo(unknownVariant)
                .isEqualTo(foreignPlace)
                .isEqualTo(unknownPlace)
                .isEqualTo(bothForeign);
        assertRefused(foreignVariant.at("/data/stockAdjust"), "[\"input\",\"changes\",\"1\"]");
        assertThat(WORLD.onHand(other.small())).isEqualTo(10);
        assertThat(WORLD.onHand(mine.small())).isEqualTo(10);
    }

    @Test
    void another_merchants_order_cannot_be_sent() {
        var foreign = WORLD.merchant(mine.user(), SHIP, parcel(WORLD.order(other, "PAID")));
        var unknown = WORLD.merchant(mine.user(), SHIP, parcel(WORLD.unknown("mor")));

        assertThat(foreign).isEqualTo(unknown);
        assertRefused(foreign.at("/data/fulfillmentCreate"), "[\"input\",\"orderId\"]");
        assertThat(WORLD.count(
                        "SELECT count(*) FROM checkout.merchant_order WHERE merchant_id = ? AND state = 'SHIPPED'",
                        other.merchant().value()))
                .isZero();
    }

    private static Map<String, Object> price(String variant) {
        return Map.of("variantId", variant, "price", "1.00", "currency", "CNY", "expectedVersion", 1);
    }

    private static Map<String, Object> parcel(String order) {
        return Map.of(
                "orderId",
                order,
                "expectedVersion",
                1,
                "carrier",
                "SHUNFENG",
                "trackingNumber",
                key(),
                "idempotencyKey",
                key());
    }

    /** The change in question comes second, after one that could be made. */
    private JsonNode adjust(String variant, String location) {
        var good = Map.of("variantId", mine.smallId(), "locationId", mine.locationId(), "delta", "1");
        var bad = Map.of("variantId", variant, "locationId", location, "delta", "-1");
        return WORLD.merchant(
                mine.user(), ADJUST, Map.of("changes", List.of(good, bad), "reason", "LOSS", "idempotencyKey", key()));
    }

    private static void assertRefused(JsonNode payload, String field) {
        assertThat(payload.at("/userErrors")).hasSize(1);
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo(field);
        assertThat(payload.iterator().next().isNull()).isTrue();
    }
}
