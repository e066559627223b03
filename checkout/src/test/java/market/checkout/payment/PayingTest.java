package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.kernel.Money;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PayingTest {

    @BeforeEach
    void noFaults() {
        WORLD.gateway.clearFaults();
    }

    @Test
    void an_order_is_paid_by_scanning_a_code() {
        var order = WORLD.order(8880);
        var cashier = WORLD.qrCode(order);
        assertThat(WORLD.open(cashier).body()).contains("¥88.80", "六安瓜片 特级 250g 礼盒");

        WORLD.pay(cashier);

        WORLD.awaitPaid(order);
        assertThat(WORLD.listener.of(order)).singleElement().satisfies(payment -> {
            assertThat(payment.amount()).isEqualTo(Money.cny(8880));
            assertThat(payment.provider()).isEqualTo("ALIPAY");
            assertThat(payment.providerTradeNo()).matches("[0-9]{28}");
            assertThat(Duration.between(payment.paidAt(), WORLD.clock.instant()).abs())
                    .isLessThan(Duration.ofMinutes(1));
        });
        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED COUNTED");
        assertThat(WORLD.events(WORLD.attemptNo(order))).isEqualTo("APPLIED");
        assertThat(WORLD.start(order, PaymentProduct.PAGE, null)).isEqualTo(new StartOutcome.AlreadyPaid());
    }

    @Test
    void an_order_is_paid_on_the_page_and_the_buyer_comes_back_to_the_shop() {
        var order = WORLD.order(1);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        var cashier = WORLD.page(order);
        WORLD.open(cashier);

        var back = WORLD.pay(cashier).headers().firstValue("Location").orElseThrow();

        assertThat(back).startsWith(WORLD.address + "/alipay/return?");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        var shop = WORLD.get(back);
        assertThat(shop.statusCode()).isEqualTo(303);
        assertThat(shop.headers().firstValue("Location")).contains("https://shop.example/orders?from=pay");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void coming_back_without_having_paid_marks_nothing() {
        var order = WORLD.order(100);
        WORLD.page(order);

        var shop = WORLD.get(WORLD.address + "/alipay/return?trade_status=TRADE_SUCCESS&total_amount=1.00&out_trade_no="
                + WORLD.attemptNo(order));
        var nowhere = WORLD.get(WORLD.address + "/alipay/return?out_trade_no=unheard");

        assertThat(shop.statusCode()).isEqualTo(303);
        assertThat(nowhere.statusCode()).isEqualTo(200);
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    @Test
    void starting_again_shows_the_same_code() {
        var order = WORLD.order(500);

        assertThat(WORLD.qrCode(order)).isEqualTo(WORLD.qrCode(order));

        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
    }

    @Test
    void two_hundred_deliveries_of_one_notification_pay_once() throws Exception {
        var order = WORLD.order(12_345);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        var notice = WORLD.gateway.signNotification(
                WORLD.paidNotice(WORLD.attemptNo(order), "2026112322001400000000000001", "123.45"));

        Callable<String> delivery = () -> WORLD.sendNotice(notice);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 200).mapToObj(_ -> delivery).collect(Collectors.toList()));
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo("success");
            }
        }

        assertThat(WORLD.listener.of(order)).hasSize(1);
        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED COUNTED");
        assertThat(WORLD.events(WORLD.attemptNo(order))).isEqualTo("APPLIED");
        assertThat(WORLD.refunds(order)).isEmpty();
    }

    @Test
    void a_lost_notification_is_found_by_asking() {
        var order = WORLD.order(2_000);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);

        WORLD.pollAfter(Duration.ofSeconds(4));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void a_lost_answer_is_asked_for_again_under_the_same_number() {
        var order = WORLD.order(3_000);
        WORLD.gateway.inject(Fault.RESET_AFTER_COMMIT, 1);

        var cashier = WORLD.qrCode(order);

        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        WORLD.open(cashier);
        WORLD.pay(cashier);
        WORLD.awaitPaid(order);
    }

    @Test
    void without_an_answer_nothing_is_started_and_the_next_try_keeps_the_number() {
        var order = WORLD.order(3_000);
        WORLD.gateway.inject(Fault.RESET_AFTER_COMMIT, 1);
        WORLD.gateway.inject(Fault.UNSIGNED_FAILURE, 2);

        assertThat(WORLD.start(order, PaymentProduct.QR, null)).isEqualTo(new StartOutcome.Unavailable());
        var attemptNo = WORLD.attemptNo(order);
        WORLD.gateway.clearFaults();
        WORLD.qrCode(order);

        assertThat(WORLD.attemptNo(order)).isEqualTo(attemptNo);
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
    }

    @Test
    void an_amount_beyond_the_range_of_an_int_is_exact() {
        var order = WORLD.order(2_150_000_000_01L);
        var small = WORLD.order(2_150_000_000L);
        assertThat(WORLD.start(order, PaymentProduct.QR, null)).isEqualTo(new StartOutcome.Unavailable());

        var cashier = WORLD.qrCode(small);
        assertThat(WORLD.open(cashier).body()).contains("¥21500000.00");
        WORLD.pay(cashier);

        WORLD.awaitPaid(small);
        assertThat(WORLD.listener.of(small).getFirst().amount()).isEqualTo(Money.cny(2_150_000_000L));
    }

    @Test
    void a_payment_the_order_cannot_hear_of_is_told_to_it_later() {
        var order = WORLD.order(700);
        WORLD.listener.isBroken = true;
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        var notice = WORLD.gateway.signNotification(
                WORLD.paidNotice(WORLD.attemptNo(order), "2026112322001400000000000002", "7.00"));
        assertThat(WORLD.sendNotice(notice)).isEqualTo("success");
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");

        WORLD.listener.isBroken = false;
        WORLD.retryMessagesAfter(Duration.ofMinutes(5));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @Test
    void nothing_is_started_for_an_order_without_intent_or_after_its_time() {
        var order = WORLD.order(700);

        assertThat(WORLD.start(UUID.randomUUID(), PaymentProduct.QR, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.NO_INTENT));
        assertThatThrownBy(() -> WORLD.start(order, PaymentProduct.QR, "javascript:alert(1)"))
                .isInstanceOf(IllegalArgumentException.class);
        WORLD.clock.pass(PaymentWorld.HALF_HOUR);
        assertThat(WORLD.start(order, PaymentProduct.QR, null))
                .isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.EXPIRED));
    }

    @Test
    void a_finished_trade_is_paid_too() {
        var order = WORLD.order(700);
        WORLD.qrCode(order);
        var fields = new HashMap<>(WORLD.paidNotice(WORLD.attemptNo(order), "2026112322001400000000000003", "7.00"));
        fields.put("trade_status", "TRADE_FINISHED");

        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(fields))).isEqualTo("success");

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }
}
