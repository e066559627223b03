package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PayingTwiceTest {

    @BeforeEach
    void noFaults() {
        WORLD.gateway.clearFaults();
    }

    @Test
    void the_second_payment_goes_back_whole() {
        var order = paidTwice();

        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 4200");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void a_refund_whose_answer_is_lost_is_found_done() {
        var order = paidTwice();
        WORLD.gateway.inject(Fault.RESET_AFTER_COMMIT, 1);

        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 4200");
    }

    @Test
    void a_refund_that_leaves_open_whether_money_moved_is_asked_about() {
        var order = paidTwice();
        WORLD.gateway.inject(Fault.FUND_CHANGE_NO, 1);

        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 4200");
    }

    @Test
    void a_refund_is_tried_again_while_the_provider_is_away() {
        var order = paidTwice();
        WORLD.gateway.inject(Fault.STATUS_500, 2);

        WORLD.refundAfter(Duration.ZERO);
        assertThat(WORLD.refunds(order)).isEqualTo("SUBMITTED 4200");
        WORLD.refundAfter(Duration.ofSeconds(5));
        assertThat(WORLD.refunds(order)).isEqualTo("SUBMITTED 4200");
        WORLD.refundAfter(Duration.ofSeconds(20));

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 4200");
    }

    @Test
    void what_is_still_open_after_a_payment_is_closed() {
        var order = WORLD.order(4_200);
        var page = WORLD.page(order);
        WORLD.open(page);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        WORLD.awaitPaid(order);

        WORLD.pollAfter(Duration.ZERO);

        assertThat(WORLD.attempts(order)).isEqualTo("PAGE CANCELLED, QR SUCCEEDED COUNTED");
        assertThat(WORLD.pay(page).statusCode()).isEqualTo(409);
    }

    @Test
    void money_that_went_back_before_it_was_seen_pays_nothing_though_older_news_follows() {
        var order = WORLD.order(4_200);
        WORLD.qrCode(order);
        var attemptNo = WORLD.attemptNo(order);
        var paid = WORLD.paidNotice(attemptNo, "T" + attemptNo, "42.00");
        var returned = new HashMap<>(paid);
        returned.put("trade_status", "TRADE_CLOSED");
        returned.put("refund_fee", "42.00");

        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(returned))).isEqualTo("success");
        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(paid))).isEqualTo("success");

        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED RETURNED");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.history(order)).isEqualTo("SURPLUS 4200, REFUND_FOUND 4200");
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    @Test
    void a_partial_refund_made_elsewhere_does_not_pay_again() {
        var order = WORLD.order(4_200);
        WORLD.qrCode(order);
        var attemptNo = WORLD.attemptNo(order);
        var paid = WORLD.paidNotice(attemptNo, "T" + attemptNo, "42.00");
        var refunded = new HashMap<>(paid);
        refunded.put("refund_fee", "10.00");
        refunded.put("out_biz_no", "console");

        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(paid))).isEqualTo("success");
        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(refunded))).isEqualTo("success");

        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED COUNTED");
        assertThat(WORLD.listener.of(order)).hasSize(1);
        assertThat(WORLD.events(attemptNo)).isEqualTo("APPLIED, APPLIED");
    }

    private static UUID paidTwice() {
        var order = WORLD.order(4_200);
        var page = WORLD.page(order);
        WORLD.open(page);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(page);
        WORLD.awaitPaid(order);
        WORLD.pay(cashier);
        await().untilAsserted(() ->
                assertThat(WORLD.attempts(order)).isEqualTo("PAGE SUCCEEDED COUNTED, QR SUCCEEDED DUPLICATE"));
        return order;
    }
}
