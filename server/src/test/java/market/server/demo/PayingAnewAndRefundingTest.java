package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        return town.guest().caller().ask(INTENT, Map.of("id", order)).at("/order/paymentIntent");
    }
}
