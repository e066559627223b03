package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a buyer's device is given to pay with is right and signed: the gateway takes it, and its cashier is paid at. */
final class PayingInEveryWayTest {

    private static final PaymentWorld WORLD = new PaymentWorld(Map.of("market.alipay.merged-payment", "true"));
    private static final DirectWorld DIRECT = new DirectWorld(WORLD);

    @Test
    void on_the_page_of_a_telephone() {
        var order = WORLD.order(8_800);

        var url = ((PaymentAction.Redirect) start(order, PaymentProduct.WAP, null)).url();

        var asked = fields(url.substring(url.indexOf('?') + 1));
        assertThat(asked).containsEntry("method", "alipay.trade.wap.pay").containsEntry("sign_type", "RSA2");
        assertThat(asked.get("return_url")).isEqualTo(WORLD.address + "/alipay/return");
        assertThat(asked.get("notify_url")).isEqualTo(WORLD.address + "/alipay/notify");
        assertThat(asked.get("biz_content"))
                .contains(
                        "\"product_code\":\"QUICK_WAP_WAY\"",
                        "\"quit_url\"",
                        "\"time_expire\"",
                        "\"total_amount\":\"88.00\"",
                        WORLD.attemptNo(order))
                .doesNotContain("<", "&");
        WORLD.pay(cashier(url));
        WORLD.awaitPaid(order);
    }

    @Test
    void within_an_app() {
        var order = WORLD.order(8_800);

        var text = ((PaymentAction.KitCall) start(order, PaymentProduct.APP, null)).payload();

        var asked = fields(text);
        assertThat(asked).containsEntry("method", "alipay.trade.app.pay").doesNotContainKey("return_url");
        assertThat(asked.get("biz_content")).contains("\"product_code\":\"QUICK_MSECURITY_PAY\"");
        WORLD.pay(cashier(WORLD.gateway.serverUrl() + "?" + text));
        WORLD.awaitPaid(order);
    }

    @Test
    void a_text_for_the_app_that_was_changed_on_the_way_is_not_taken() {
        var order = WORLD.order(8_800);
        var text = ((PaymentAction.KitCall) start(order, PaymentProduct.APP, null)).payload();

        var page = WORLD.get(WORLD.gateway.serverUrl() + "?" + text.replace("88.00", "00.01"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("invalid-signature");
    }

    @Test
    void within_alipay_by_the_number_of_a_trade_that_is_bound_to_the_buyer() {
        var order = WORLD.order(8_800);
        assertThat(WORLD.start(order, PaymentProduct.JSAPI, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.PAYER_MISSING));

        var tradeNo = ((PaymentAction.KitCall) start(order, PaymentProduct.JSAPI, "074a1CcTG1LelxKe4xQC0zgNdId0nxi9"))
                .payload();

        assertThat(tradeNo).matches("[0-9]{28}");
        WORLD.gateway.payInApp(tradeNo);
        WORLD.awaitPaid(order);
        assertThat(WORLD.tradeNo(order)).isEqualTo(tradeNo);
    }

    @Test
    void all_parts_in_one_go_on_the_page_on_a_telephone_and_in_an_app() {
        for (var product : List.of(PaymentProduct.PAGE, PaymentProduct.WAP, PaymentProduct.APP)) {
            var order = DIRECT.directOrder(List.of(8_800L, 1_200L, 5L));
            var action = start(order, product, null);
            var url = action instanceof PaymentAction.Redirect redirect
                    ? redirect.url()
                    : WORLD.gateway.serverUrl() + "?" + ((PaymentAction.KitCall) action).payload();
            assertThat(start(order, product, null)).as("the same again").isEqualTo(action);

            var cashier = cashier(url);
            assertThat(WORLD.open(cashier).body()).contains("¥100.05");
            WORLD.pay(cashier);

            await().atMost(Duration.ofSeconds(10)).until(() -> {
                WORLD.pollAfter(Duration.ofSeconds(5));
                return WORLD.status(order) == IntentStatus.PAID;
            });
            assertThat(WORLD.attempts(order))
                    .isEqualTo("%1$s SUCCEEDED COUNTED, %1$s SUCCEEDED COUNTED, %1$s SUCCEEDED COUNTED"
                            .formatted(product));
            assertThat(WORLD.listener.of(order)).hasSize(1);
        }
    }

    @Test
    void each_part_of_a_payment_in_one_go_goes_back_by_itself() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));
        WORLD.pay(cashier(((PaymentAction.Redirect) start(order, PaymentProduct.PAGE, null)).url()));
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            WORLD.pollAfter(Duration.ofSeconds(5));
            return WORLD.status(order) == IntentStatus.PAID;
        });

        WORLD.askRefund(order, 1, 1_200, "key");
        WORLD.refundAfter(Duration.ofSeconds(5));

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 1200");
        assertThat(WORLD.listener.refundsOf(order)).containsExactly(1_200L);
        DIRECT.settle(order, 0, List.of(new SettledPart.Share(SplitKind.COMMISSION, "platform", Money.cny(440))));
        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 8800: COMMISSION SUCCEEDED 440");
    }

    @Test
    void a_payment_in_one_go_that_is_given_up_is_closed_in_all_its_parts() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));
        var cashier = cashier(((PaymentAction.Redirect) start(order, PaymentProduct.PAGE, null)).url());
        WORLD.open(cashier);

        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();

        assertThat(WORLD.pay(cashier).statusCode()).isEqualTo(409);
        assertThat(WORLD.attempts(order)).isEqualTo("PAGE CANCELLED, PAGE CANCELLED");
    }

    private static PaymentAction start(UUID order, PaymentProduct product, @Nullable String payer) {
        var outcome = WORLD.payments.start(new StartPayment(order, "ALIPAY", product, null, payer));
        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        return ((StartOutcome.Started) outcome).action();
    }

    private static String cashier(String url) {
        return WORLD.gateway.address()
                + WORLD.get(url).headers().firstValue("Location").orElseThrow();
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
