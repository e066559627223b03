package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import market.kernel.Money;
import market.local.alipay.Fault;
import org.junit.jupiter.api.Test;

/**
 * Whole journeys over HTTP, through the real kits, against gateways that go wrong in each way alone and in any mix: after the
 * bills our books are the gateways', no order's money is lost and none is kept twice. {@code market.payments.journeys} says
 * how many.
 */
final class JourneysUnderFaultsTest {

    private static final int JOURNEYS = Integer.getInteger("market.payments.journeys", 48);
    private static final long SEED = Long.getLong("market.payments.seed", 20_261_129L);
    private static final Duration NEXT_MORNING = Duration.ofHours(34);
    private static final int ROUNDS_WITHOUT_BILLS = 12;
    /** All but those of bills and of applications, which have tests of their own. */
    private static final List<Fault> FAULTS = List.of(
            Fault.WRONG_AMOUNT,
            Fault.FOREIGN_APP_ID,
            Fault.FOREIGN_SELLER,
            Fault.BAD_NOTIFICATION_SIGNATURE,
            Fault.DROP_NOTIFICATION,
            Fault.BAD_SIGNATURE,
            Fault.TAMPERED_ANSWER,
            Fault.ESCAPED_SLASHES,
            Fault.STATUS_500,
            Fault.RESET_AFTER_COMMIT,
            Fault.UNSIGNED_FAILURE,
            Fault.CODE_10003,
            Fault.CODE_20000,
            Fault.FUND_CHANGE_NO,
            Fault.REFUND_LATE,
            Fault.BALANCE_SHORT,
            Fault.SHARE_PROCESSING,
            Fault.SHARE_FAILS,
            Fault.DUPLICATE_NOTIFICATION,
            Fault.LATE_NOTIFICATION);

    private final PaymentWorld world = new PaymentWorld();
    private final DirectWorld direct = new DirectWorld(world);
    private final Random random = new Random(SEED);

    @Test
    void after_the_bills_our_books_are_the_gateways_whatever_went_wrong() {
        var merchants =
                IntStream.range(0, 2).mapToObj(_ -> direct.activeMerchant()).toList();
        var orders = new ArrayList<UUID>();
        for (var i = 0; i < JOURNEYS; i++) {
            inject(i);
            var journey = new Journey(world, direct, merchants, random);
            journey.run();
            orders.add(journey.order);
        }
        comeToRest(orders);

        for (var order : orders) {
            check(order);
        }
        assertThat(world.text("SELECT count(*) FROM checkout.reconciliation_break WHERE state = ?", "OPEN"))
                .as("differences nobody could repair")
                .isEqualTo("0");
    }

    /** Each fault alone first, then mixes. */
    private void inject(int journey) {
        world.gateway.clearFaults();
        if (journey < FAULTS.size()) {
            world.gateway.inject(FAULTS.get(journey), 1 + random.nextInt(3));
            return;
        }
        IntStream.range(0, random.nextInt(5))
                .forEach(_ -> world.gateway.inject(FAULTS.get(random.nextInt(FAULTS.size())), 1 + random.nextInt(2)));
        if (random.nextInt(4) == 0) {
            world.gateway.slowDown(Duration.ofMillis(50), 3);
        }
    }

    /**
     * The gateways are well again; what is unpaid is given up, and the days that are over are compared with their bills. A
     * refund of somebody else's that nobody told of leaves too little to give back, which only a bill can tell.
     */
    private void comeToRest(List<UUID> orders) {
        world.gateway.clearFaults();
        world.wechat.loseAnswers(0);
        for (var round = 0; round < ROUNDS_WITHOUT_BILLS && !isSettled(orders); round++) {
            goOn(orders);
        }
        world.reconcileAfter(NEXT_MORNING);
        world.reconcileAfter(Duration.ofHours(1));
        await().atMost(Duration.ofMinutes(2).plusSeconds(JOURNEYS))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    goOn(orders);
                    return isSettled(orders);
                });
    }

    private void goOn(List<UUID> orders) {
        world.pollAfter(Duration.ofHours(1));
        world.refundAfter(Duration.ofMinutes(30));
        direct.settleAfter(Duration.ofMinutes(30));
        world.retryMessagesAfter(Duration.ofMinutes(30));
        orders.stream()
                .filter(order -> world.status(order).isPayable())
                .forEach(order -> world.payments.settleUnpaid(order));
    }

    private boolean isSettled(List<UUID> orders) {
        return isAtRest()
                && orders.stream().noneMatch(order -> world.status(order).isPayable());
    }

    private boolean isAtRest() {
        return "0".equals(world.text("""
                SELECT (SELECT count(*) FROM checkout.payment_refund WHERE status IN ('REQUESTED', 'SUBMITTED'))
                     + (SELECT count(*) FROM checkout.payment_settlement WHERE status <> ?)
                     + (SELECT count(*) FROM checkout.provider_event WHERE outcome = 'VERIFIED')
                """, "DONE"));
    }

    /** What the gateways keep of an order is what our books keep: its price less what went back, or nothing. */
    private void check(UUID order) {
        var kept = BigDecimal.ZERO;
        for (var no : world.attemptNos(order)) {
            var theirs = theirs(no);
            assertThat(ours(no)).as("attempt %s of %s", no, order).isEqualTo(theirs);
            var paid = theirs.split(" ", -1);
            kept = kept.add(new BigDecimal(paid[0])).subtract(new BigDecimal(paid[1]));
        }
        var isPaid = world.status(order) == IntentStatus.PAID;
        var expected = isPaid ? world.listener.of(order).getFirst().amount().minus(returned(order)) : Money.cny(0);
        assertThat(kept.movePointRight(2).longValueExact())
                .as("kept of %s", order)
                .isEqualTo(expected.minor());
        assertThat(world.listener.of(order)).as("told once %s", order).hasSize(isPaid ? 1 : 0);
    }

    private Money returned(UUID order) {
        return Money.cny(world.listener.refundsOf(order).stream()
                .mapToLong(Long::longValue)
                .sum());
    }

    /** {@code 42.00 10.00}: paid and given back. */
    private String ours(String attemptNo) {
        return world.text("""
                SELECT concat_ws(' ', to_char(CASE WHEN status = 'SUCCEEDED' THEN amount_minor ELSE 0 END / 100.0,
                                              'FM999999999990.00'),
                                 to_char(refunded_minor / 100.0, 'FM999999999990.00'))
                  FROM checkout.payment_attempt
                 WHERE attempt_no = ?
                """, attemptNo);
    }

    private String theirs(String attemptNo) {
        var alipay = world.gateway.books(attemptNo);
        if (!alipay.isEmpty()) {
            return alipay.replaceFirst("^\\S+ ", "").replace("refunded ", "");
        }
        var wechat = world.wechat.books(attemptNo).split(" ", -1);
        if (wechat.length < 4) {
            return "0.00 0.00";
        }
        var isPaid = wechat[0].equals("SUCCESS") || wechat[0].equals("REFUND");
        return yuan(isPaid ? wechat[1] : "0") + " " + yuan(wechat[3]);
    }

    private static String yuan(String fen) {
        return new BigDecimal(fen).movePointLeft(2).setScale(2).toPlainString();
    }
}
