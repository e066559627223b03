package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second provider, over HTTP and through its own kit, held to what the first is held to. */
final class PayingByWechatTest {

    @BeforeEach
    void noFaults() {
        WORLD.wechat.loseAnswers(0);
        WORLD.wechat.loseNotifications(0);
    }

    @Test
    void an_order_is_paid_by_scanning_a_code() {
        var order = WORLD.order(8_800);

        var outcome = start(order, PaymentProduct.QR, null);

        assertThat(((PaymentAction.QrCode) ((StartOutcome.Started) outcome).action()).payload())
                .isEqualTo(WORLD.wechat.address() + "/cashier/" + WORLD.attemptNo(order));
        assertThat(WORLD.wechat.pay(WORLD.attemptNo(order))).isTrue();
        WORLD.awaitPaid(order);
        assertThat(WORLD.listener.of(order).getFirst().provider()).isEqualTo("WECHAT");
    }

    @Test
    void within_the_app_the_kit_gets_what_it_needs_and_only_a_known_buyer_pays() {
        var order = WORLD.order(8_800);
        assertThat(start(order, PaymentProduct.JSAPI, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.PAYER_MISSING));

        var outcome = start(order, PaymentProduct.JSAPI, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");

        assertThat(((PaymentAction.KitCall) ((StartOutcome.Started) outcome).action()).payload())
                .contains("\"package\":\"prepay_id=wx" + WORLD.attemptNo(order), "\"paySign\":");
        WORLD.wechat.pay(WORLD.attemptNo(order));
        WORLD.awaitPaid(order);
    }

    @Test
    void a_lost_notification_is_found_by_asking() {
        var order = started();
        WORLD.wechat.loseNotifications(1);
        WORLD.wechat.pay(WORLD.attemptNo(order));

        WORLD.pollAfter(PollSchedule.FIRST.plusSeconds(1));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }

    @Test
    void a_forged_notification_changes_nothing() {
        var order = started();
        WORLD.wechat.loseNotifications(1);
        WORLD.wechat.pay(WORLD.attemptNo(order));

        assertThat(WORLD.wechat.sendForged(WORLD.attemptNo(order))).isEqualTo(401);

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
    }

    @Test
    void a_lost_answer_is_asked_for_again_under_the_same_number() {
        var order = WORLD.order(8_800);
        WORLD.wechat.loseAnswers(1);

        assertThat(start(order, PaymentProduct.QR, null)).isInstanceOf(StartOutcome.Started.class);

        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
    }

    @Test
    void money_goes_back_in_parts_though_an_answer_is_lost() {
        var order = started();
        WORLD.wechat.pay(WORLD.attemptNo(order));
        WORLD.awaitPaid(order);
        WORLD.askRefund(order, 0, 1_000, "one");
        WORLD.wechat.loseAnswers(1);
        WORLD.refundAfter(Duration.ZERO);
        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 1000");
        WORLD.askRefund(order, 0, 500, "two");

        WORLD.refundAfter(Duration.ofSeconds(30));
        WORLD.refundAfter(Duration.ofSeconds(30));

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 1000, SUCCEEDED 500");
        assertThat(WORLD.wechat.books(WORLD.attemptNo(order))).isEqualTo("REFUND 8800 refunded 1500");
    }

    @Test
    void an_order_is_given_up_only_when_it_is_closed_over_there() {
        var order = started();

        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();

        assertThat(WORLD.wechat.pay(WORLD.attemptNo(order))).isFalse();
        assertThat(WORLD.attempts(order)).isEqualTo("QR CANCELLED");
    }

    @Test
    void paid_with_both_providers_the_second_payment_goes_back() {
        var order = WORLD.order(4_200);
        var cashier = WORLD.qrCode(order);
        var alipay = WORLD.attemptNo(order);
        WORLD.open(cashier);
        start(order, PaymentProduct.QR, null);
        var wechat = WORLD.text("""
                SELECT attempt_no
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ? AND provider = 'WECHAT'
                """, order);
        WORLD.wechat.pay(wechat);
        WORLD.awaitPaid(order);
        WORLD.pay(cashier);
        await().untilAsserted(() ->
                assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED DUPLICATE, QR SUCCEEDED COUNTED"));

        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.gateway.books(alipay)).isEqualTo("TRADE_CLOSED 42.00 refunded 42.00");
        assertThat(WORLD.wechat.books(wechat)).isEqualTo("SUCCESS 4200 refunded 0");
    }

    @Test
    void what_the_kit_cannot_count_is_not_offered() {
        var order = WORLD.order(2_150_000_000L);

        assertThat(start(order, PaymentProduct.QR, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.WAY_UNKNOWN));
    }

    @Test
    void where_bill_and_books_agree_nothing_is_said() {
        var order = started();
        var no = WORLD.attemptNo(order);
        WORLD.wechat.pay(no);
        WORLD.awaitPaid(order);
        WORLD.askRefund(order, 0, 1_000, "one");
        WORLD.refundAfter(Duration.ZERO);

        WORLD.reconcileAfter(Duration.ofHours(34));

        assertThat(WORLD.breaks(no)).isEmpty();
        assertThat(WORLD.text("SELECT count(*) FROM checkout.bill_line WHERE attempt_no = ?", no))
                .isEqualTo("2");
    }

    @Test
    void a_payment_nobody_ever_heard_of_is_found_in_the_bill_and_repaired() {
        var order = started();
        var no = WORLD.attemptNo(order);
        WORLD.wechat.loseNotifications(1);
        WORLD.wechat.pay(no);

        WORLD.reconcileAfter(Duration.ofHours(34));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.breaks(no)).isEqualTo("MISSING_HERE REPAIRED - 8800");
    }

    @Test
    void a_person_pays_at_the_page_behind_the_code_or_thinks_better_of_it() {
        var order = WORLD.order(8_800);
        var outcome = (StartOutcome.Started) start(order, PaymentProduct.QR, null);
        var page = ((PaymentAction.QrCode) outcome.action()).payload();

        assertThat(WORLD.open(page).body()).contains("¥88.00", "付款", "取消");
        assertThat(WORLD.post(page + "/cancel", "").statusCode()).isEqualTo(200);
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.pay(page).body()).contains("支付成功");

        WORLD.awaitPaid(order);
    }

    private static UUID started() {
        var order = WORLD.order(8_800);
        assertThat(start(order, PaymentProduct.QR, null)).isInstanceOf(StartOutcome.Started.class);
        return order;
    }

    private static StartOutcome start(UUID order, PaymentProduct product, @Nullable String payer) {
        return WORLD.payments.start(new StartPayment(order, "WECHAT", product, null, payer));
    }
}
