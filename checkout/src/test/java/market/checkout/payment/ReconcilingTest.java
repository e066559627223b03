package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day's bill against our books: what is certain is repaired, the rest is told by its kind. */
final class ReconcilingTest {

    private static final Duration NEXT_MORNING = Duration.ofHours(34);

    @BeforeEach
    void everythingBeforeIsCompared() {
        WORLD.gateway.clearFaults();
        WORLD.reconcileAfter(NEXT_MORNING);
    }

    @Test
    void where_bill_and_books_agree_nothing_is_said_however_often_they_are_compared() {
        var order = paid();
        WORLD.askRefund(order, 0, 1_000, "key");
        WORLD.refundAfter(Duration.ZERO);

        WORLD.reconcileAfter(NEXT_MORNING);
        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEmpty();
        assertThat(WORLD.gateway.books(WORLD.attemptNo(order))).isEqualTo("TRADE_SUCCESS 88.00 refunded 10.00");
    }

    @Test
    void a_payment_nobody_ever_heard_of_is_found_in_the_bill_and_repaired() {
        var order = WORLD.order(8_800);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.pay(cashier);

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("MISSING_HERE REPAIRED - 8800");
    }

    @Test
    void a_refund_nobody_told_of_is_found_in_the_bill_and_repaired() {
        var order = paid();
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.gateway.refundElsewhere(WORLD.attemptNo(order), "30.00");

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 3000");
        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("MISSING_HERE REPAIRED - 3000");
    }

    @Test
    void a_refund_whose_proof_never_came_is_settled_by_the_bill() {
        var order = paid();
        WORLD.askRefund(order, 0, 1_000, "key");
        WORLD.gateway.inject(Fault.FUND_CHANGE_NO, 1);
        WORLD.gateway.inject(Fault.REFUND_LATE, 1);
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.refundAfter(Duration.ZERO);
        assertThat(WORLD.refunds(order)).isEqualTo("SUBMITTED 1000");

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 1000");
        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("STATUS REPAIRED 1000 1000");
    }

    @Test
    void money_that_is_only_in_our_books_is_told() {
        var order = paid();
        WORLD.gateway.inject(Fault.BILL_WITHOUT, 1);

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("MISSING_THERE OPEN 8800 -");
    }

    @Test
    void another_amount_is_told() {
        var order = paid();
        WORLD.gateway.inject(Fault.BILL_WRONG_AMOUNT, 1);

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).startsWith("AMOUNT OPEN 8800 8801");
    }

    @Test
    void another_fee_than_agreed_is_told() {
        var order = paid();
        WORLD.gateway.inject(Fault.BILL_WRONG_FEE, 1);

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("FEE OPEN 53 54");
    }

    @Test
    void a_payment_that_stands_twice_in_the_bill_is_told() {
        var order = paid();
        WORLD.gateway.inject(Fault.BILL_TWICE, 1);

        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("DUPLICATE OPEN - 8800");
    }

    @Test
    void a_bill_that_cannot_be_had_now_is_fetched_later() {
        var order = paid();
        WORLD.gateway.inject(Fault.BILL_WITHOUT, 1);
        WORLD.gateway.inject(Fault.STATUS_500, 1);

        WORLD.reconcileAfter(NEXT_MORNING);
        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEmpty();
        WORLD.reconcileAfter(Duration.ofHours(1));

        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEqualTo("MISSING_THERE OPEN 8800 -");
    }

    @Test
    void beyond_the_range_of_an_int_the_bill_is_compared_to_the_fen() {
        var order = paid(2_150_000_000L);
        WORLD.askRefund(order, 0, 2_149_999_999L, "key");
        WORLD.refundAfter(Duration.ZERO);
        WORLD.reconcileAfter(NEXT_MORNING);
        assertThat(WORLD.breaks(WORLD.attemptNo(order))).isEmpty();

        var misread = paid(2_150_000_000L);
        WORLD.gateway.inject(Fault.BILL_WRONG_AMOUNT, 1);
        WORLD.reconcileAfter(NEXT_MORNING);

        assertThat(WORLD.breaks(WORLD.attemptNo(misread))).startsWith("AMOUNT OPEN 2150000000 2150000001");
    }

    private static UUID paid() {
        return paid(8_800);
    }

    private static UUID paid(long fen) {
        var order = WORLD.order(fen);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        WORLD.awaitPaid(order);
        return order;
    }
}
