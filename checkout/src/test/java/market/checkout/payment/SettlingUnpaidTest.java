package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class SettlingUnpaidTest {

    @BeforeEach
    void noFaults() {
        WORLD.gateway.clearFaults();
    }

    @Test
    void an_order_nobody_began_to_pay_is_cancelled() {
        var order = WORLD.order(100);

        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.CANCELLED);
        assertThat(WORLD.start(order, PaymentProduct.QR, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.CANCELLED));
        assertThat(WORLD.payments.settleUnpaid(UUID.randomUUID())).isTrue();
    }

    @Test
    void an_open_cashier_is_closed_with_the_order() {
        var order = WORLD.order(100);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);

        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();

        assertThat(WORLD.attempts(order)).isEqualTo("QR CANCELLED");
        assertThat(WORLD.pay(cashier).statusCode()).isEqualTo(409);
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    @Test
    void a_payment_nobody_had_heard_of_wins() {
        var order = WORLD.order(100);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);

        assertThat(WORLD.payments.settleUnpaid(order)).isFalse();

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void without_a_trustworthy_answer_nothing_is_cancelled() {
        var order = WORLD.order(100);
        WORLD.open(WORLD.qrCode(order));

        for (var fault :
                new Fault[] {Fault.STATUS_500, Fault.UNSIGNED_FAILURE, Fault.BAD_SIGNATURE, Fault.CODE_20000}) {
            WORLD.gateway.inject(fault, 100);
            assertThat(WORLD.payments.settleUnpaid(order)).as(fault.name()).isFalse();
            WORLD.gateway.clearFaults();
            assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
            assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        }
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
    }

    @Test
    void money_that_comes_after_the_cancelling_goes_back() {
        var order = WORLD.order(8_800);
        var cashier = WORLD.qrCode(order);
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        WORLD.open(cashier);
        WORLD.pay(cashier);

        await().untilAsserted(() -> assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED LATE"));
        assertThat(WORLD.refunds(order)).isEqualTo("REQUESTED 8800");
        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 8800");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.CANCELLED);
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    @Test
    void money_that_comes_after_the_cancelling_pays_while_the_goods_are_still_there() {
        var order = WORLD.order(4_200);
        var cashier = WORLD.qrCode(order);
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        WORLD.listener.goodsAreThere = true;
        try {
            WORLD.open(cashier);
            WORLD.pay(cashier);
            WORLD.awaitPaid(order);
        } finally {
            WORLD.listener.goodsAreThere = false;
        }

        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED COUNTED");
        assertThat(WORLD.refunds(order)).isEmpty();
        assertThat(WORLD.history(order)).isEqualTo("CANCELLED 4200, REVIVED 4200");
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void late_money_is_found_without_a_notification_too() {
        var order = WORLD.order(8_800);
        var cashier = WORLD.qrCode(order);
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.open(cashier);
        WORLD.pay(cashier);

        WORLD.pollAfter(Duration.ofSeconds(4));

        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED LATE");
    }

    @Test
    void a_code_nobody_used_is_given_up_after_its_time() {
        var order = WORLD.order(8_800);
        WORLD.qrCode(order);

        WORLD.pollAfter(PaymentWorld.HALF_HOUR.plusMinutes(2));

        assertThat(WORLD.attempts(order)).isEqualTo("QR CANCELLED");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
    }

    @Test
    void a_provider_is_not_called_inside_a_transaction() {
        var order = WORLD.order(100);

        assertThatThrownBy(() -> WORLD.inTransaction(() -> WORLD.payments.settleUnpaid(order)))
                .isInstanceOf(IllegalStateException.class);
    }

    @RepeatedTest(10)
    void cancelling_and_paying_at_the_same_moment_end_in_one_truth() throws Exception {
        var order = WORLD.order(100);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);

        boolean isCancelled;
        int paying;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var cancelling = threads.submit(() -> WORLD.payments.settleUnpaid(order));
            var buying = threads.submit(() -> WORLD.pay(cashier).statusCode());
            isCancelled = cancelling.get();
            paying = buying.get();
        }

        assertThat(isCancelled).isEqualTo(paying == 409);
        assertThat(WORLD.status(order)).isEqualTo(isCancelled ? IntentStatus.CANCELLED : IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(isCancelled ? 0 : 1);
    }
}
