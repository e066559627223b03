package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import market.checkout.OrderId;
import market.kernel.Money;
import market.settlement.Ledger;
import org.jspecify.annotations.Nullable;

/** An order's money at rest: our books, the ledger and the provider's memory say the same to the fen. */
final class FinalBooks {

    private final HistoryWorld world;
    private final PaymentHistory history;

    FinalBooks(HistoryWorld world, PaymentHistory history) {
        this.world = world;
        this.history = history;
    }

    void check() {
        checkAttempts();
        checkReservations();
        checkShares();
        checkLedger();
        checkEvents();
    }

    /** Paid is what the provider was paid; what pays nothing went back whole; no part counts twice. */
    private void checkAttempts() {
        var counted = 0L;
        for (var no : history.attempts()) {
            var attempt = world.inTransaction(
                    () -> world.bean(AttemptRepository.class).findByNo(no).orElseThrow());
            var trade = world.provider.trades.get(no);
            var isPaid = trade != null && trade.isPaid;
            assertThat(attempt.status() == AttemptStatus.SUCCEEDED)
                    .as("paid %s", no)
                    .isEqualTo(isPaid);
            var returned = trade == null ? 0 : trade.returned();
            assertThat(attempt.refunded()).as("returned %s", no).isEqualTo(Money.cny(returned));
            assertThat(attempt.refundAsked().minor()).as("asked %s", no).isEqualTo(returned);
            if (attempt.capture() == Capture.COUNTED) {
                counted += attempt.amount().minor();
            } else if (isPaid) {
                assertThat(returned)
                        .as("surplus of %s", no)
                        .isEqualTo(attempt.amount().minor());
            }
        }
        var total =
                history.parts.stream().mapToLong(part -> part.amount().minor()).sum();
        var status = world.payments.find(history.order).orElseThrow().status();
        switch (status) {
            case PAID -> assertThat(counted).as("counted").isEqualTo(total);
            case PARTIALLY_PAID ->
                assertThat(counted).as("counted").isPositive().isLessThan(total);
            case OPEN, CANCELLED -> assertThat(counted).as("counted").isZero();
        }
    }

    private void checkReservations() {
        assertNone("parts that do not sum to the intent", """
                SELECT count(*)
                  FROM checkout.payment_intent AS intent
                 WHERE order_id = ? AND amount_minor <> (
                       SELECT sum(amount_minor) FROM checkout.payment_leg WHERE intent_id = intent.id)
                """);
        assertNone("attempts that are neither a part nor the whole", """
                SELECT count(*)
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                  LEFT JOIN checkout.payment_leg AS leg ON leg.id = attempt.leg_id
                 WHERE intent.order_id = ? AND attempt.amount_minor <> COALESCE(leg.amount_minor, intent.amount_minor)
                """);
        assertNone("parts that are paid twice", """
                SELECT count(*)
                  FROM checkout.payment_attempt AS one
                  JOIN checkout.payment_attempt AS other
                    ON other.intent_id = one.intent_id AND other.id > one.id
                   AND (other.leg_id = one.leg_id OR other.leg_id IS NULL OR one.leg_id IS NULL)
                  JOIN checkout.payment_intent AS intent ON intent.id = one.intent_id
                 WHERE intent.order_id = ? AND one.capture = 'COUNTED' AND other.capture = 'COUNTED'
                """);
        assertNone("parts whose refunds do not sum up", """
                SELECT count(*)
                  FROM checkout.payment_leg AS leg
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE intent.order_id = ?
                   AND leg.refund_asked_minor <> (
                       SELECT COALESCE(sum(part.amount_minor), 0)
                         FROM checkout.payment_refund_part AS part
                         JOIN checkout.payment_refund AS refund ON refund.id = part.refund_id
                        WHERE part.leg_id = leg.id AND refund.status <> 'FAILED')
                """);
    }

    /** What was let go and shared is what the provider let go and shared, and no more is taken back than was given. */
    private void checkShares() {
        for (var no : history.attempts()) {
            var trade = world.provider.trades.get(no);
            if (trade == null || trade.subMerchant == null) {
                continue;
            }
            assertThat(world.number("""
                    SELECT COALESCE(sum(settlement.amount_minor), 0)
                      FROM checkout.payment_settlement AS settlement
                      JOIN checkout.payment_attempt AS attempt ON attempt.id = settlement.attempt_id
                     WHERE attempt.attempt_no = ?
                    """, no)).as("let go %s", no).isEqualTo(trade.confirmed);
            assertThat(world.number("""
                    SELECT COALESCE(sum(split.amount_minor - split.reversed_minor), 0)
                      FROM checkout.payment_split AS split
                      JOIN checkout.payment_settlement AS settlement ON settlement.id = split.settlement_id
                      JOIN checkout.payment_attempt AS attempt ON attempt.id = settlement.attempt_id
                     WHERE attempt.attempt_no = ? AND split.status = 'SUCCEEDED'
                    """, no)).as("shared %s", no).isEqualTo(trade.shared() - trade.takenBack);
            assertThat(trade.takenBack).as("taken back %s", no).isLessThanOrEqualTo(trade.shared());
            assertThat(trade.shared()).as("more shared than let go %s", no).isLessThanOrEqualTo(trade.confirmed);
        }
    }

    private void checkLedger() {
        var balance = world.bean(Ledger.class).ofOrder(new OrderId(history.order));
        var isPaid = world.payments.find(history.order).orElseThrow().status() == IntentStatus.PAID;
        assertThat(balance.isBalanced()).as("balanced %s", balance).isTrue();
        if (!isPaid) {
            assertThat(balance.balances())
                    .as("nothing is posted of what was not paid")
                    .isEmpty();
            return;
        }
        var held = 0L;
        var shared = 0L;
        for (var no : history.attempts()) {
            var trade = world.provider.trades.get(no);
            if (trade != null) {
                held += trade.held();
                shared += trade.shared() - trade.takenBack;
            }
        }
        assertThat(minor(balance.balances().get("PROVIDER_CLEARING")))
                .as("clearing")
                .isEqualTo(held);
        assertThat(minor(balance.balances().get("PLATFORM_ACCOUNT")))
                .as("account")
                .isEqualTo(shared);
        assertNone("parts let go whose shares and account are apart", """
                SELECT count(*)
                  FROM checkout.payment_settlement AS settlement
                  JOIN checkout.payment_leg AS leg ON leg.id = settlement.leg_id
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE intent.order_id = ?
                   AND (SELECT COALESCE(sum(amount_minor), 0)
                          FROM settlement.ledger_entry
                         WHERE merchant_order_id = leg.merchant_order_id
                           AND account_kind IN ('PLATFORM_COMMISSION', 'VILLAGE_SHARE', 'PAVILION_SHARE', 'PLATFORM_ACCOUNT')) <> 0
                """);
        assertNone("parts let go that owe their merchant something", """
                SELECT count(*)
                  FROM checkout.payment_settlement AS settlement
                  JOIN checkout.payment_leg AS leg ON leg.id = settlement.leg_id
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE intent.order_id = ?
                   AND (SELECT COALESCE(sum(amount_minor), 0)
                          FROM settlement.ledger_entry
                         WHERE merchant_order_id = leg.merchant_order_id
                           AND account_kind IN ('MERCHANT_DUE', 'MERCHANT_PENDING')) <> 0
                """);
    }

    private static long minor(@Nullable Money amount) {
        return amount == null ? 0 : amount.minor();
    }

    /** Each change of money was said once: to the history of payments by its key, to other rooms by the outbox. */
    private void checkEvents() {
        var isPaid = world.payments.find(history.order).orElseThrow().status() == IntentStatus.PAID;
        assertThat(world.number("""
                SELECT count(*) FROM kernel.outbox_event WHERE aggregate_id = CAST(? AS text) AND type LIKE '%OrderPaid'
                """, history.order)).as("told to be paid").isEqualTo(isPaid ? 1 : 0);
        assertNone("refunds told never or twice", """
                SELECT count(*)
                  FROM checkout.payment_refund AS refund
                  JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                   AND (SELECT count(*)
                          FROM kernel.outbox_event AS event
                         WHERE event.aggregate_id = CAST(intent.order_id AS text)
                           AND event.type LIKE '%OrderRefunded'
                           AND event.payload ->> 'refund' = CAST(refund.id AS text))
                       <> CASE WHEN refund.status = 'SUCCEEDED' AND intent.status = 'PAID'
                                AND EXISTS (SELECT 1 FROM checkout.payment_refund_part WHERE refund_id = refund.id)
                               THEN 1 ELSE 0 END
                """);
    }

    private void assertNone(String what, String sql) {
        assertThat(world.number(sql, history.order)).as(what).isZero();
    }
}
