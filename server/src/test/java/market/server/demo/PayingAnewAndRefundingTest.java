package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buyer who gives up at the cashier pays another way; a merchant gives money back, and never more than came. */
final class PayingAnewAndRefundingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NANJING = "320102";
    private static final String TEA_MERCHANT = "qishan-yunwu";
    private static final String SKU = "TE01-50T";
    private static final String BIG_SKU = "TE01-125B";
    private static final BigDecimal FEN = new BigDecimal("0.01");
    private static final String PAY_ORDER = """
            mutation PayOrder($input: OrderPayInput!) {
              orderPay(input: $input) {
                order { id paymentIntent { status } }
                paymentAction { __typename ... on PaymentRedirect { url } ... on PaymentQrCode { payload } }
                userErrors { code field message }
              }
            }""";
    private static final String INTENT = """
            query Intent($id: ID!) {
              order(id: $id) {
                status
                paymentIntent {
                  status
                  amount { amount }
                  amountRefunded { amount }
                  nextAction { __typename }
                  refunds { amount { amount } status isSurplus reason }
                }
              }
            }""";
    private static final String REFUND = """
            mutation Refund($input: RefundCreateInput!) {
              refundCreate(input: $input) {
                order { refunds { amount { amount } status reason } }
                userErrors { code field message }
              }
            }""";

    private static final String SHIP = """
            mutation Ship($input: FulfillmentCreateInput!) {
              fulfillmentCreate(input: $input) { order { status } userErrors { code field message } }
            }""";
    private static final String CANCEL = """
            mutation Cancel($input: OrderCancelInput!) {
              orderCancel(input: $input) {
                order { status merchantOrders { status } paymentIntent { status } }
                userErrors { code field message }
              }
            }""";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Town town;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
        town = new Town(engine.url(), new Report(_ -> {}));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void an_order_is_paid_by_another_way_than_the_one_that_was_given_up() {
        var order = ordered();
        assertThat(intent(order).text("/status")).isEqualTo("REQUIRES_ACTION");
        assertThat(intent(order).text("/nextAction/__typename")).isEqualTo("PaymentRedirect");

        var code = town.guest().caller().change(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_QR"));
        assertThat(code.text("/paymentAction/__typename")).isEqualTo("PaymentQrCode");
        var page = town.guest()
                .caller()
                .change(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_PAGE"))
                .text("/paymentAction/url");
        pay(page);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(intent(order).text("/status")).isEqualTo("SUCCEEDED");
            assertThat(intent(order).isNothing("/nextAction")).isTrue();
        });
        var again = town.guest().caller().attempt(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_PAGE"));
        assertThat(again.isNothing("/paymentAction")
                        || again.text("/paymentAction/__typename").equals("PaymentNone"))
                .isTrue();
    }

    @Test
    void nobody_pays_an_order_that_there_is_not() {
        var unknown = "ord_00000000-0000-4000-8000-000000000000";

        var payload = town.guest().caller().attempt(PAY_ORDER, Map.of("orderId", unknown, "method", "ALIPAY_PAGE"));

        assertThat(payload.isNothing("/order")).isTrue();
        assertThat(payload.list("/userErrors")).hasSize(1);
    }

    @Test
    void a_merchant_gives_back_in_parts_and_the_buyer_sees_it_and_never_more_than_came() {
        var order = ordered();
        pay(town.guest()
                .caller()
                .change(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_PAGE"))
                .text("/paymentAction/url"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(intent(order).text("/status")).isEqualTo("SUCCEEDED"));
        var number = town.guest().order(order).text("/number");
        var seller = town.merchant(TEA_MERCHANT);
        var part = seller.orderOf(number);
        var key = Town.key();

        var first = refund(seller, part, "10.00", key);
        assertThat(first.list("/userErrors")).isEmpty();
        assertThat(refund(seller, part, "10.00", key).list("/order/refunds")).hasSize(1);
        assertThat(refund(seller, part, "10.01", key).text("/userErrors/0/code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        var tooMuch = refund(seller, part, part.text("/total/amount"), Town.key());
        assertThat(tooMuch.isNothing("/order")).isTrue();
        assertThat(tooMuch.list("/userErrors/0/field")).hasSize(2);
        assertThat(refund(town.merchant("wanxi-yurong"), part, "1.00", Town.key())
                        .text("/userErrors/0/code"))
                .isEqualTo("NOT_FOUND");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(intent(order).text("/amountRefunded/amount")).isEqualTo("10.00");
            assertThat(intent(order).list("/refunds")).singleElement().satisfies(refund -> {
                assertThat(refund.text("/status")).isEqualTo("SUCCEEDED");
                assertThat(refund.text("/reason")).isEqualTo("罐子压扁了");
                assertThat(refund.isTrue("/isSurplus")).isFalse();
            });
        });
    }

    @Test
    void an_order_over_21_500_000_yuan_is_exact_from_the_price_to_the_ledger() {
        var seller = town.merchant(TEA_MERCHANT);
        seller.adjustStock(FindingGoods.TEA, BIG_SKU, 50, "RECEIVED");
        seller.setPrice(FindingGoods.TEA, BIG_SKU, new BigDecimal("430000.00"));
        var trader = trader();
        var tea = OpeningGoods.variant(trader, FindingGoods.TEA, BIG_SKU);
        assertThat(tea.text("/price/amount")).isEqualTo("430000.00");
        var cart = trader.openCart(List.of(new Buyer.Wish(tea.text("/id"), 50)));
        assertThat(cart.text("/subtotal/amount")).isEqualTo("21500000.00");
        var checkout = trader.deliver(trader.checkout(cart), NANJING, Map.of());
        assertThat(checkout.text("/goodsTotal/amount")).isEqualTo("21500000.00");
        var total = checkout.decimal("/total/amount");
        assertThat(total).isEqualTo(new BigDecimal("21500000.00").add(checkout.decimal("/deliveryTotal/amount")));

        var placed = trader.pay(checkout, "ALIPAY_PAGE", null);
        pay(placed.text("/paymentAction/url"));

        var order = placed.text("/order/id");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(intent(trader, order).text("/status")).isEqualTo("SUCCEEDED"));
        assertThat(intent(trader, order).decimal("/amount/amount")).isEqualTo(total);
        var part = seller.orderOf(trader.order(order).text("/number"));
        assertThat(part.decimal("/total/amount")).isEqualTo(total);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                seller.settled(trader.order(order).text("/number")))
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line.decimal("/gross/amount")).isEqualTo(total);
                            assertThat(line.text("/commission/amount")).isEqualTo("1075000.00");
                            assertThat(line.text("/villageShare/amount")).isEqualTo("2150000.00");
                            assertThat(line.decimal("/net/amount"))
                                    .isEqualTo(total.subtract(new BigDecimal("3225000.00")));
                        }));
        assertThat(refund(seller, part, total.subtract(FEN).toPlainString(), Town.key())
                        .list("/userErrors"))
                .isEmpty();
        assertThat(refund(seller, part, "0.02", Town.key()).list("/userErrors")).hasSize(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(intent(trader, order).decimal("/amountRefunded/amount"))
                        .isEqualTo(total.subtract(FEN)));
        assertThat(engine.number("SELECT sum(amount_minor) FROM settlement.ledger_entry"))
                .isZero();
    }

    private static Buyer trader() {
        var trader = town.traders().getFirst();
        return town.buyer(town.signIn(trader.text("/phone"), null).text("/session/token"));
    }

    @Test
    void an_unpaid_order_is_cancelled_by_its_buyer_and_cannot_be_paid_any_more() {
        var order = ordered();
        var url = payPage(order);
        var cashier = new Cashier(town);
        var page = cashier.open(url);

        var cancelled = town.guest().caller().change(CANCEL, Map.of("orderId", order));

        assertThat(cancelled.text("/order/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("/order/paymentIntent/status")).isEqualTo("CANCELED");
        assertThat(cashier.pay(page).statusCode()).isEqualTo(409);
        assertThat(town.guest()
                        .caller()
                        .attempt(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_QR"))
                        .text("/userErrors/0/code"))
                .isEqualTo("PAYMENT_REFUSED");
        assertThat(town.guest()
                        .caller()
                        .change(CANCEL, Map.of("orderId", order))
                        .text("/order/status"))
                .isEqualTo("CANCELLED");
    }

    @Test
    void a_paid_order_is_cancelled_by_its_buyer_before_it_is_sent_and_all_its_money_goes_back() {
        var order = ordered();
        pay(payPage(order));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(intent(order).text("/status")).isEqualTo("SUCCEEDED"));
        var seller = town.merchant(TEA_MERCHANT);
        var part = seller.orderOf(town.guest().order(order).text("/number"));

        var cancelled = town.guest().caller().change(CANCEL, Map.of("orderId", order));

        assertThat(cancelled.text("/order/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("/order/merchantOrders/0/status")).isEqualTo("CANCELLED");
        assertThat(town.guest()
                        .caller()
                        .change(CANCEL, Map.of("orderId", order))
                        .text("/order/status"))
                .isEqualTo("CANCELLED");
        assertThat(seller.caller().attempt(SHIP, shipment(part, 3)).text("/userErrors/0/code"))
                .isEqualTo("INVALID_STATE");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(intent(order).text("/amountRefunded/amount"))
                    .isEqualTo(intent(order).text("/amount/amount"));
            assertThat(intent(order).list("/refunds")).hasSize(1);
        });
        assertThat(moved("SALE")).isNegative().isEqualTo(-moved("RETURN"));
    }

    /** By how many pieces orders that were cancelled moved what is on hand. */
    private static long moved(String kind) {
        return engine.number("""
                SELECT COALESCE(sum(on_hand_delta), 0)
                  FROM inventory.movement
                 WHERE kind = '%s'
                   AND reference IN (SELECT CAST(id AS text) FROM checkout.buyer_order WHERE state = 'CANCELLED')
                """.formatted(kind));
    }

    @Test
    void what_went_back_whole_is_not_sent_and_what_was_sent_is_not_cancelled() {
        var back = ordered();
        var sent = ordered();
        for (var order : List.of(back, sent)) {
            pay(payPage(order));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(intent(order).text("/status")).isEqualTo("SUCCEEDED"));
        }
        var seller = town.merchant(TEA_MERCHANT);
        var given = seller.orderOf(town.guest().order(back).text("/number"));
        assertThat(refund(seller, given, given.text("/total/amount"), Town.key())
                        .list("/userErrors"))
                .isEmpty();
        assertThat(seller.caller()
                        .attempt(SHIP, shipment(given, given.whole("/version")))
                        .text("/userErrors/0/code"))
                .isEqualTo("INVALID_STATE");

        var kept = seller.orderOf(town.guest().order(sent).text("/number"));
        assertThat(seller.caller()
                        .attempt(SHIP, shipment(kept, kept.whole("/version")))
                        .list("/userErrors"))
                .isEmpty();
        var refused = town.guest().caller().attempt(CANCEL, Map.of("orderId", sent));
        assertThat(refused.text("/userErrors/0/code")).isEqualTo("ALREADY_SENT");
        assertThat(intent(sent).list("/refunds")).isEmpty();
    }

    private static Map<String, Object> shipment(Answer part, int version) {
        return Map.of(
                "orderId",
                part.text("/id"),
                "expectedVersion",
                version,
                "carrier",
                "SHUNFENG",
                "trackingNumber",
                "SF" + Town.key().substring(0, 12),
                "batchCodes",
                List.of(),
                "idempotencyKey",
                Town.key());
    }

    private static String payPage(String order) {
        return town.guest()
                .caller()
                .change(PAY_ORDER, Map.of("orderId", order, "method", "ALIPAY_PAGE"))
                .text("/paymentAction/url");
    }

    private static Answer refund(Seller seller, Answer part, String amount, String key) {
        return seller.caller()
                .attempt(
                        REFUND,
                        Map.of(
                                "orderId",
                                part.text("/id"),
                                "amount",
                                amount,
                                "reason",
                                "罐子压扁了",
                                "idempotencyKey",
                                key));
    }

    private static String ordered() {
        var shopper = town.guest();
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, SKU).text("/id");
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(tea, 1))));
        return shopper.pay(shopper.deliver(checkout, NANJING, Map.of()), "ALIPAY_PAGE", null)
                .text("/order/id");
    }

    private static void pay(String url) {
        var cashier = new Cashier(town);
        assertThat(cashier.pay(cashier.open(url)).statusCode()).isLessThan(400);
    }

    private static Answer intent(String order) {
        return intent(town.guest(), order);
    }

    private static Answer intent(Buyer buyer, String order) {
        return buyer.caller().ask(INTENT, Map.of("id", order)).at("/order/paymentIntent");
    }
}
