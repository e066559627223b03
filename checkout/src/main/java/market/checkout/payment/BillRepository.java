package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The tables of bills, and what our books hold against them. All methods run in the caller's transaction. */
@Singleton
class BillRepository {

    /** A day to be compared now. */
    record Day(String provider, LocalDate day, int tries) {}

    /** Something of ours that a bill does not have. */
    record Unbilled(String subject, String attemptNo, Money amount) {}

    private final JdbcOperations jdbc;

    BillRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void open(String provider, LocalDate day, Instant now) {
        update("""
                INSERT INTO checkout.bill_day (provider, day, next_try_at)
                VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, provider, day, now);
    }

    Optional<Day> claimDue(Instant now, Instant leaseUntil) {
        return jdbc.prepareStatement("""
                UPDATE checkout.bill_day
                   SET next_try_at = ?, tries = tries + 1
                 WHERE (provider, day) IN (
                       SELECT provider, day
                         FROM checkout.bill_day
                        WHERE next_try_at <= ?
                        ORDER BY day, provider
                        LIMIT 1
                          FOR UPDATE SKIP LOCKED)
                RETURNING provider, day, tries
                """, statement -> {
            Rows.set(statement, leaseUntil, now);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Day(
                                rows.getString("provider"),
                                rows.getObject("day", LocalDate.class),
                                rows.getInt("tries")))
                        : Optional.<Day>empty();
            }
        });
    }

    void retryAt(Day day, Instant at) {
        update(
                "UPDATE checkout.bill_day SET next_try_at = ? WHERE provider = ? AND day = ? AND compared_at IS NULL",
                at,
                day.provider(),
                day.day());
    }

    void compared(Day day, int lines, Instant at) {
        update("""
                UPDATE checkout.bill_day
                   SET compared_at = ?, next_try_at = NULL, line_count = ?
                 WHERE provider = ? AND day = ?
                """, at, lines, day.provider(), day.day());
    }

    /** In place of what an earlier, interrupted comparison kept. */
    void keep(Day day, List<Bill.Line> lines) {
        update("DELETE FROM checkout.bill_line WHERE provider = ? AND day = ?", day.provider(), day.day());
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            update(
                    """
                    INSERT INTO checkout.bill_line (provider, day, position, kind, attempt_no, trade_no, refund_no,
                           amount_minor, fee_minor, happened_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    day.provider(),
                    day.day(),
                    i,
                    line.isRefund() ? "REFUND" : "PAYMENT",
                    line.attemptNo(),
                    line.tradeNo(),
                    line.refundNo(),
                    line.amount().minor(),
                    line.fee().minor(),
                    line.happenedAt());
        }
    }

    /** How much of an attempt went back by all bills so far. */
    long returned(String provider, String attemptNo) {
        return jdbc.prepareStatement("""
                SELECT COALESCE(sum(amount_minor), 0) AS minor
                  FROM (SELECT DISTINCT refund_no, amount_minor
                          FROM checkout.bill_line
                         WHERE provider = ? AND attempt_no = ? AND kind = 'REFUND') AS refund
                """, statement -> {
            Rows.set(statement, provider, attemptNo);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("minor");
            }
        });
    }

    /** What we count as paid between two moments and no bill has. */
    List<Unbilled> unbilledPayments(String provider, Instant from, Instant until) {
        return unbilled("""
                SELECT attempt.attempt_no AS subject, attempt.attempt_no, attempt.amount_minor, attempt.currency
                  FROM checkout.payment_attempt AS attempt
                 WHERE attempt.provider = ? AND attempt.paid_at >= ? AND attempt.paid_at < ?
                   AND NOT EXISTS (
                       SELECT 1
                         FROM checkout.bill_line AS line
                        WHERE line.provider = attempt.provider AND line.attempt_no = attempt.attempt_no
                          AND line.kind = 'PAYMENT')
                """, provider, from, until);
    }

    /** What we count as given back between two moments, by our own doing, and no bill has. */
    List<Unbilled> unbilledRefunds(String provider, Instant from, Instant until) {
        return unbilled("""
                SELECT refund.refund_no AS subject, attempt.attempt_no, refund.amount_minor, refund.currency
                  FROM checkout.payment_refund AS refund
                  JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
                 WHERE attempt.provider = ? AND refund.settled_at >= ? AND refund.settled_at < ?
                   AND refund.status = 'SUCCEEDED' AND refund.origin <> 'ELSEWHERE'
                   AND NOT EXISTS (
                       SELECT 1
                         FROM checkout.bill_line AS line
                        WHERE line.provider = attempt.provider AND line.attempt_no = attempt.attempt_no
                          AND line.refund_no = refund.refund_no)
                """, provider, from, until);
    }

    private List<Unbilled> unbilled(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<Unbilled>();
                while (rows.next()) {
                    found.add(new Unbilled(
                            rows.getString("subject"), rows.getString("attempt_no"), Rows.money(rows, "amount_minor")));
                }
                return found;
            }
        });
    }

    private void update(String sql, @Nullable Object... values) {
        jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }
}
