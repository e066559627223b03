package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingOrdersTest {

    private static final String SHIP = """
            mutation ($v0: FulfillmentCreateInput!) {
              fulfillmentCreate(input: $v0) {
                order { status version shipments { carrier carrierName trackingNumber batchCodes } }
                userErrors { code field currentVersion }
              }
            }
            """;
    private static final String PHONE = "query ($v0: ID!) { order(id: $v0) { address { phone } } }";

    private final Seller seller = WORLD.seller();

    private static Map<String, Object> parcel(String order, Map<String, ?> changes) {
        var input = new HashMap<String, Object>(Map.of(
                "orderId",
                order,
                "expectedVersion",
                1,
                "carrier",
                "SHUNFENG",
                "trackingNumber",
                key(),
                "idempotencyKey",
                key()));
        input.putAll(changes);
        return input;
    }

    private JsonNode ship(Map<String, Object> parcel) {
        return WORLD.merchant(seller.user(), SHIP, parcel).at("/data/fulfillmentCreate");
    }

    private static long parcels(String trackingNumber) {
        return WORLD.count("SELECT count(*) FROM checkout.shipment WHERE tracking_number = ?", trackingNumber);
    }

    @Test
    void a_paid_order_that_left_is_shipped_and_a_retry_books_no_second_parcel() {
        var tracking = key();
        var parcel = parcel(WORLD.order(seller, "PAID"), Map.of("trackingNumber", tracking));

        var first = ship(parcel);
        var second = ship(parcel);

        assertThat(first.toString()).isEqualTo("""
                        {"order":{"status":"SHIPPED","version":2,"shipments":[{"carrier":"SHUNFENG",\
                        "carrierName":"顺丰速运","trackingNumber":"%s","batchCodes":[]}]},"userErrors":[]}""".formatted(tracking));
        assertThat(second).isEqualTo(first);
        assertThat(parcels(tracking)).isEqualTo(1);
    }

    @Test
    void another_parcel_under_a_used_key_is_refused() {
        var order = WORLD.order(seller, "PAID");
        var key = key();
        ship(parcel(order, Map.of("idempotencyKey", key)));

        var payload = ship(parcel(order, Map.of("idempotencyKey", key)));

        assertThat(payload.at("/order").isNull()).isTrue();
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_tracking_number_of_another_parcel_is_refused() {
        var tracking = key();
        ship(parcel(WORLD.order(seller, "PAID"), Map.of("trackingNumber", tracking)));

        var payload = ship(parcel(WORLD.order(seller, "PAID"), Map.of("trackingNumber", tracking)));

        assertThat(payload.at("/userErrors").toString())
                .isEqualTo(
                        "[{\"code\":\"DUPLICATE\",\"field\":[\"input\",\"trackingNumber\"],\"currentVersion\":null}]");
        assertThat(parcels(tracking)).isEqualTo(1);
    }

    @Test
    void every_refusal_names_its_place() {
        var order = WORLD.order(seller, "PAID");

        assertRefused(order, Map.of("carrier", "PIGEON"), "INVALID", "[\"input\",\"carrier\"]");
        assertRefused(order, Map.of("trackingNumber", " "), "INVALID", "[\"input\",\"trackingNumber\"]");
        assertRefused(order, Map.of("expectedVersion", 7), "VERSION_CONFLICT", "[\"input\",\"expectedVersion\"]");
        assertRefused(
                order, Map.of("batchCodes", List.of("NO-SUCH-BATCH")), "NOT_FOUND", "[\"input\",\"batchCodes\",\"0\"]");
        assertRefused(WORLD.order(seller, "CANCELLED"), Map.of(), "INVALID_STATE", "[\"input\",\"orderId\"]");
        assertRefused(WORLD.order(seller, "PENDING_PAYMENT"), Map.of(), "NOT_FOUND", "[\"input\",\"orderId\"]");

        assertThat(WORLD.merchant(
                                seller.user(),
                                "query ($v0: ID!) { order(id: $v0) { status version shipments { carrier } } }",
                                order)
                        .at("/data/order")
                        .toString())
                .isEqualTo("{\"status\":\"PAID\",\"version\":1,\"shipments\":[]}");
    }

    private void assertRefused(String order, Map<String, ?> changes, String code, String field) {
        var payload = ship(parcel(order, changes));

        assertThat(payload.at("/order").isNull()).isTrue();
        assertThat(payload.at("/userErrors")).hasSize(1);
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo(code);
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "PAID, 13812341234, 13812341234",
        "SHIPPED, 13812341234, 13812341234",
        "COMPLETED, 13812341234, 13812341234",
        "CANCELLED, 13812341234, 138****1234",
        "CANCELLED, +8613812341234, +86****1234",
        "CANCELLED, 05645551, ****51"
    })
    void the_receivers_phone_is_whole_only_for_orders_that_were_paid(String state, String phone, String shown) {
        var order = WORLD.order(seller, state, phone);

        assertThat(WORLD.merchant(seller.user(), PHONE, order)
                        .at("/data/order/address/phone")
                        .asText())
                .isEqualTo(shown);
    }

    @Test
    void an_order_that_waits_for_its_payment_is_not_there() {
        var order = WORLD.order(seller, "PENDING_PAYMENT");

        assertThat(WORLD.merchant(seller.user(), PHONE, order))
                .isEqualTo(WORLD.merchant(seller.user(), PHONE, WORLD.unknown("mor")));
        assertThat(WORLD.merchant(seller.user(), "query ($v0: ID!) { node(id: $v0) { id } }", order)
                        .at("/data/node")
                        .isNull())
                .isTrue();
        assertThat(list("")).isEmpty();
    }

    @Test
    void orders_are_listed_newest_first_and_by_state_page_by_page() {
        var paid = WORLD.order(seller, "PAID");
        var cancelled = WORLD.order(seller, "CANCELLED");
        var completed = WORLD.order(seller, "COMPLETED");

        assertThat(list("")).containsExactly(completed, cancelled, paid);
        assertThat(list("(statuses: [PAID, COMPLETED])")).containsExactly(completed, paid);
        assertThat(list("(statuses: [])")).isEmpty();
        var cursor = WORLD.merchant(seller.user(), "{ orders(first: 2) { pageInfo { endCursor } } }")
                .at("/data/orders/pageInfo/endCursor")
                .asText();
        assertThat(list("(first: 2, after: \"" + cursor + "\")")).containsExactly(paid);
    }

    private List<String> list(String arguments) {
        return WORLD.merchant(seller.user(), "{ orders" + arguments + " { edges { node { id } } } }")
                .at("/data/orders")
                .findValuesAsText("id");
    }

    @Test
    void a_statement_sums_its_lines() {
        var statement = WORLD.statement(seller);

        var answer = WORLD.merchant(seller.user(), """
                query ($v0: ID!) {
                  settlementStatement(id: $v0) {
                    periodStart periodEnd orderCount gross { amount } commission { amount } villageShare { amount }
                    net { amount } due { amount }
                    lines(first: 1) { edges { node { orderNumber net { amount } completedAt } } pageInfo { hasNextPage } }
                  }
                }
                """, statement);

        assertThat(answer.at("/data/settlementStatement").toString()).isEqualTo("""
                        {"periodStart":"2026-11-01","periodEnd":"2026-11-30","orderCount":1,\
                        "gross":{"amount":"200.00"},"commission":{"amount":"10.00"},"villageShare":{"amount":"2.00"},\
                        "net":{"amount":"188.00"},"due":{"amount":"0.00"},"lines":{"edges":[{"node":\
                        {"orderNumber":"T-1","net":{"amount":"188.00"},"completedAt":null}}],\
                        "pageInfo":{"hasNextPage":false}}}""");
    }
}
