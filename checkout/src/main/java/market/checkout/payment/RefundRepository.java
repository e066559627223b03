package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/** The table of refunds that were nobody's wish. All methods run in the caller's transaction. */
@Singleton
class RefundRepository {

    /** A refund to be asked for now, and how often it was before. */
    record Due(UUID attemptId, RefundRequest request, int submitCount) {}

    private final JdbcOperations jdbc;

    RefundRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, PaymentAttempt attempt, Instant now) {
        jdbc.prepareStatement("""
                INSERT INTO checkout.payment_refund
                       (id, attempt_id, refund_no, amount_minor, currency, status, next_poll_at)
                VALUES (?, ?, ?, ?, ?, 'REQUESTED', ?)
                """, statement -> {
            statement.setObject(1, id);
            statement.setObject(2, attempt.id());
            statement.setString(3, attempt.attemptNo() + "_R");
            statement.setLong(4, attempt.amount().minor());
            statement.setString(5, attempt.amount().currency().getCurrencyCode());
            statement.setObject(6, now.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    List<Due> claimDue(Instant now, Duration lease, int limit) {
        return jdbc.prepareStatement("""
                UPDATE checkout.payment_refund AS refund
                   SET next_poll_at = ?, submit_count = submit_count + 1
                  FROM checkout.payment_attempt AS attempt
                 WHERE attempt.id = refund.attempt_id
                   AND refund.id IN (
                       SELECT id
                         FROM checkout.payment_refund
                        WHERE next_poll_at <= ?
                        ORDER BY next_poll_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
                RETURNING attempt.id AS attempt_id, attempt.attempt_no, refund.refund_no, refund.amount_minor,
                          refund.currency, refund.submit_count
                """, statement -> {
            statement.setObject(1, now.plus(lease).atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                var due = new ArrayList<Due>();
                while (rows.next()) {
                    var amount =
                            new Money(rows.getLong("amount_minor"), Currency.getInstance(rows.getString("currency")));
                    due.add(new Due(
                            rows.getObject("attempt_id", UUID.class),
                            new RefundRequest(rows.getString("attempt_no"), rows.getString("refund_no"), amount),
                            rows.getInt("submit_count")));
                }
                return due;
            }
        });
    }

    void retryAt(UUID attemptId, Instant at) {
        jdbc.prepareStatement("""
                UPDATE checkout.payment_refund
                   SET next_poll_at = ?
                 WHERE attempt_id = ? AND status = 'REQUESTED'
                """, statement -> {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setObject(2, attemptId);
            return statement.executeUpdate();
        });
    }

    void succeed(UUID attemptId) {
        jdbc.prepareStatement("""
                UPDATE checkout.payment_refund
                   SET status = 'SUCCEEDED', next_poll_at = NULL
                 WHERE attempt_id = ? AND status = 'REQUESTED'
                """, statement -> {
            statement.setObject(1, attemptId);
            return statement.executeUpdate();
        });
    }
}
