package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Money;

/** Writes down each change of money in the transaction that makes it; a second time is a bug and fails. */
@Singleton
class PaymentEvents {

    /** What changed. The subject is the attempt, refund, settlement, split or reversal; for CANCELLED the intent. */
    enum Kind {
        PAID,
        /** A part of the order; the rest is still to come. */
        PART_PAID,
        /** Paid after it was cancelled, while the goods were still there. */
        REVIVED,
        SURPLUS,
        CANCELLED,
        REFUND_ASKED,
        REFUND_DONE,
        REFUND_FAILED,
        /** Somebody gave money back at the provider without us. */
        REFUND_FOUND,
        SETTLEMENT_PLANNED,
        SETTLEMENT_CONFIRMED,
        SPLIT_DONE,
        SPLIT_FAILED,
        /** A share was taken back with a refund. */
        SPLIT_REVERSED,
        SETTLED
    }

    private final JdbcOperations jdbc;
    private final Ids ids;
    private final Clock clock;

    PaymentEvents(JdbcOperations jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    void say(Kind kind, UUID intentId, UUID subject, Money amount) {
        jdbc.prepareStatement("""
                INSERT INTO checkout.payment_event (id, intent_id, kind, subject, amount_minor, said_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, statement -> {
            Rows.set(statement, ids.next(), intentId, kind, subject, amount.minor(), clock.instant());
            return statement.executeUpdate();
        });
    }
}
