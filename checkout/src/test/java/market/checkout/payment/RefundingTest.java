package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.kernel.Money;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Merchants give money back, whole and in parts; nothing that happens on the way makes it more than was paid. */
final class RefundingTest {

    private static final Duration LATER = Duration.ofSeconds(30);

    @BeforeEach
    void noFaults() {
        WORLD.gateway.clearFaults();
    }

    @Test
    void several_refunds_of_one_part_go_back_one_after_another() {
        var order = paid(8_800, 4_200);

        assertThat(WORLD.askRefund(order, 0, 3_000, "one")).isInstanceOf(AskRefundOutcome.Asked.class);
        assertThat(WORLD.askRefund(order, 0, 5_800, "two")).isInstanceOf(AskRefundOutcome.Asked.class);
        WORLD.refundAfter(Duration.ZERO);
        WORLD.refundAfter(LATER);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 3000, SUCCEEDED 5800");
        assertThat(WORLD.listener.refundsOf(order)).containsExactly(3_000L, 5_800L);
        assertThat(WORLD.askRefund(order, 0, 1, "three")).isEqualTo(new AskRefundOutcome.TooMuch(Money.cny(0)));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.history(order))
                .isEqualTo("PAID 13000, REFUND_ASKED 3000, REFUND_ASKED 5800, REFUND_DONE 3000, REFUND_DONE 5800");
    }

    @Test
    void a_merchant_cannot_give_back_what_another_sold() {
        var order = paid(8_800, 4_200);

        assertThat(WORLD.askRefund(order, 1, 4_201, "one")).isEqualTo(new AskRefundOutcome.TooMuch(Money.cny(4_200)));

        assertThat(WORLD.refunds(order)).isEmpty();
    }

    @Test
    void refunds_asked_for_at_the_same_moment_never_exceed_the_payment() throws InterruptedException {
        var order = paid(8_800);
        var part = WORLD.parts(order).getFirst();
        assertThat(part).isNotNull();
        var wishes = IntStream.range(0, 24)
                .<Callable<AskRefundOutcome>>mapToObj(i -> () -> WORLD.askRefund(order, 0, 1_000, "wish " + i))
                .toList();

        try (var merchants = Executors.newVirtualThreadPerTaskExecutor()) {
            var accepted = merchants.invokeAll(wishes).stream()
                    .map(each -> each.resultNow())
                    .filter(AskRefundOutcome.Asked.class::isInstance)
                    .count();
            assertThat(accepted).isEqualTo(8);
        }

        for (var i = 0; i < 8; i++) {
            WORLD.refundAfter(LATER);
        }
        assertThat(WORLD.listener.refundsOf(order)).hasSize(8).containsOnly(1_000L);
    }

    @Test
    void the_same_wish_again_is_the_same_refund() {
        var order = paid(8_800);

        var first = WORLD.askRefund(order, 0, 1_000, "key");
        var again = WORLD.askRefund(order, 0, 1_000, "key");

        assertThat(((AskRefundOutcome.Asked) again).refund().id())
                .isEqualTo(((AskRefundOutcome.Asked) first).refund().id());
        assertThat(WORLD.askRefund(order, 0, 2_000, "key")).isEqualTo(new AskRefundOutcome.KeyReused());
        assertThat(WORLD.refunds(order)).isEqualTo("REQUESTED 1000");
    }

    @Test
    void nothing_goes_back_of_what_was_not_paid() {
        var order = WORLD.order(8_800);

        assertThat(WORLD.askRefund(order, 0, 1, "key")).isEqualTo(new AskRefundOutcome.NotPaid());
    }

    @Test
    void no_answer_that_is_not_proof_ends_a_refund() {
        for (var fault : List.of(
                Fault.UNSIGNED_FAILURE,
                Fault.BAD_SIGNATURE,
                Fault.CODE_10003,
                Fault.CODE_20000,
                Fault.STATUS_500,
                Fault.TAMPERED_ANSWER)) {
            var order = paid(8_800);
            WORLD.askRefund(order, 0, 1_000, "key");
            // The refund itself and the question about it.
            WORLD.gateway.inject(fault, 2);

            WORLD.refundAfter(Duration.ZERO);
            assertThat(WORLD.refunds(order)).as(fault.name()).isEqualTo("SUBMITTED 1000");
            WORLD.gateway.clearFaults();
            WORLD.refundAfter(LATER);

            assertThat(WORLD.refunds(order)).as(fault.name()).isEqualTo("SUCCEEDED 1000");
            assertThat(WORLD.listener.refundsOf(order)).as(fault.name()).containsExactly(1_000L);
        }
    }

    @Test
    void a_refund_made_at_the_provider_is_noticed_and_shared_by_all_parts() {
        var order = paid(6_000, 3_000);
        WORLD.gateway.refundElsewhere(WORLD.attemptNo(order), "30.00");

        await().untilAsserted(() -> assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 3000"));

        assertThat(WORLD.history(order)).isEqualTo("PAID 9000, REFUND_FOUND 3000");
        assertThat(WORLD.askRefund(order, 0, 4_001, "key")).isEqualTo(new AskRefundOutcome.TooMuch(Money.cny(4_000)));
        assertThat(WORLD.askRefund(order, 1, 2_001, "key")).isEqualTo(new AskRefundOutcome.TooMuch(Money.cny(2_000)));
    }

    @Test
    void a_refund_for_which_nothing_is_left_over_there_is_refused_for_good_and_the_foreign_one_is_found() {
        var order = paid(8_800);
        WORLD.askRefund(order, 0, 5_000, "key");
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.gateway.refundElsewhere(WORLD.attemptNo(order), "60.00");

        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("FAILED 5000");
        assertThat(WORLD.listener.refundsOf(order)).isEmpty();
        var told = WORLD.paidNotice(WORLD.attemptNo(order), WORLD.tradeNo(order), "88.00");
        told.putAll(Map.of("refund_fee", "60.00", "out_biz_no", "console"));
        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(told))).isEqualTo("success");
        await().untilAsserted(() -> assertThat(WORLD.refunds(order)).isEqualTo("FAILED 5000, SUCCEEDED 6000"));
    }

    @Test
    void an_amount_beyond_the_range_of_an_int_goes_back_to_the_fen() {
        var order = paid(2_150_000_000L);

        WORLD.askRefund(order, 0, 2_149_999_999L, "key");
        WORLD.refundAfter(Duration.ZERO);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 2149999999");
        assertThat(WORLD.askRefund(order, 0, 2, "rest")).isEqualTo(new AskRefundOutcome.TooMuch(Money.cny(1)));
    }

    private static UUID paid(long... fen) {
        var order =
                WORLD.order(IntStream.range(0, fen.length).mapToObj(i -> fen[i]).toList());
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        WORLD.awaitPaid(order);
        return order;
    }
}
