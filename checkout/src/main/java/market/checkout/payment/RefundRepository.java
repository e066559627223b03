package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of refunds. All methods run in the caller's transaction; writers hold the lock of the intent. */
@Singleton
class RefundRepository {

    /** A refund to be asked for now, and how often it was before. */
    record Due(UUID id, String provider, RefundRequest request, int submitCount) {}

    private static final String COLUMNS = """
            SELECT refund.id, intent.order_id, attempt.intent_id, refund.attempt_id, attempt.attempt_no, refund.refund_no,
                   refund.origin, refund.status, refund.amount_minor, refund.currency, refund.reason,
                   refund.created_at, refund.settled_at
              FROM checkout.payment_refund AS refund
              JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
              JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
            """;

    private final JdbcOperations jdbc;

    RefundRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** With what it takes from each leg; the leg's and the attempt's constraints refuse more than was paid. */
    void insert(PaymentRefund refund, @Nullable String requestKey) {
        update(
                """
                INSERT INTO checkout.payment_refund
                       (id, attempt_id, refund_no, amount_minor, currency, origin, status, reason, request_key,
                        next_poll_at, settled_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                refund.id(),
                refund.attemptId(),
                refund.refundNo(),
                refund.amount().minor(),
                refund.amount().currency().getCurrencyCode(),
                refund.origin(),
                refund.status(),
                refund.reason(),
                requestKey,
                refund.isPending() ? refund.askedAt() : null,
                refund.settledAt(),
                refund.askedAt());
        for (var part : refund.parts()) {
            update(
                    "INSERT INTO checkout.payment_refund_part (refund_id, leg_id, amount_minor) VALUES (?, ?, ?)",
                    refund.id(),
                    part.legId(),
                    part.amount().minor());
        }
    }

    Optional<PaymentRefund> find(UUID id) {
        return list(COLUMNS + " WHERE refund.id = ?", id).stream().findFirst();
    }

    Optional<PaymentRefund> findByKey(UUID attemptId, String requestKey) {
        return list(COLUMNS + " WHERE refund.attempt_id = ? AND refund.request_key = ?", attemptId, requestKey).stream()
                .findFirst();
    }

    Optional<PaymentRefund> findByNo(String refundNo) {
        return list(COLUMNS + " WHERE refund.refund_no = ?", refundNo).stream().findFirst();
    }

    List<PaymentRefund> ofAttempt(UUID attemptId) {
        return list(COLUMNS + " WHERE refund.attempt_id = ? ORDER BY refund.id", attemptId);
    }

    /** Oldest first. */
    List<PaymentRefund> ofOrders(Collection<UUID> orders) {
        return orders.isEmpty()
                ? List.of()
                : list(COLUMNS + " WHERE intent.order_id = ANY(?) ORDER BY refund.id", (Object)
                        orders.toArray(UUID[]::new));
    }

    /** Oldest first. */
    List<PaymentRefund> ofParts(Collection<UUID> merchantOrders) {
        return merchantOrders.isEmpty() ? List.of() : list(COLUMNS + """
                         WHERE refund.id IN (
                               SELECT part.refund_id
                                 FROM checkout.payment_leg AS leg
                                 JOIN checkout.payment_refund_part AS part ON part.leg_id = leg.id
                                WHERE leg.merchant_order_id = ANY(?))
                         ORDER BY refund.id
                        """, (Object) merchantOrders.toArray(UUID[]::new));
    }

    /** The oldest due of each attempt: providers want refunds of one payment one after another. */
    List<Due> claimDue(Instant now, Duration lease, int limit) {
        return jdbc.prepareStatement("""
                UPDATE checkout.payment_refund AS refund
                   SET next_poll_at = ?, submit_count = submit_count + 1, status = 'SUBMITTED', submitted_at = ?
                  FROM checkout.payment_attempt AS attempt
                 WHERE attempt.id = refund.attempt_id
                   AND refund.id IN (
                       SELECT due.id
                         FROM checkout.payment_refund AS due
                        WHERE due.next_poll_at <= ?
                          AND NOT EXISTS (
                              SELECT 1
                                FROM checkout.payment_refund AS other
                               WHERE other.attempt_id = due.attempt_id AND other.id <> due.id
                                 AND (other.submitted_at > ? OR other.next_poll_at <= ? AND other.id < due.id))
                        ORDER BY due.next_poll_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
                RETURNING refund.id, attempt.provider, attempt.attempt_no, attempt.amount_minor AS paid_minor,
                          refund.refund_no, refund.amount_minor, refund.currency, refund.reason, refund.submit_count
                """, statement -> {
            Rows.set(statement, now.plus(lease), now, now, now.minus(PollSchedule.BETWEEN_REFUNDS), now, limit);
            try (var rows = statement.executeQuery()) {
                var due = new ArrayList<Due>();
                while (rows.next()) {
                    due.add(new Due(
                            Rows.id(rows, "id"),
                            rows.getString("provider"),
                            new RefundRequest(
                                    rows.getString("attempt_no"),
                                    rows.getString("refund_no"),
                                    Rows.money(rows, "amount_minor"),
                                    Rows.money(rows, "paid_minor"),
                                    rows.getString("reason"),
                                    List.of()),
                            rows.getInt("submit_count")));
                }
                return due;
            }
        });
    }

    /** Whether it was decided what is taken back with it. */
    boolean isDecided(UUID id) {
        return number("SELECT count(*) FROM checkout.payment_refund WHERE id = ? AND claws_back IS NOT NULL", id) == 1;
    }

    void decide(UUID id, boolean clawsBack) {
        update("UPDATE checkout.payment_refund SET claws_back = ? WHERE id = ? AND claws_back IS NULL", clawsBack, id);
    }

    /** What went back of a part or is to go, in fen: this refund, and all others but those not sent yet. */
    long decidedOf(UUID legId, UUID refundId) {
        return number("""
                SELECT COALESCE(sum(part.amount_minor), 0)
                  FROM checkout.payment_refund_part AS part
                  JOIN checkout.payment_refund AS refund ON refund.id = part.refund_id
                 WHERE part.leg_id = ? AND refund.status <> 'FAILED'
                   AND (refund.id = ? OR refund.status = 'SUCCEEDED' OR refund.claws_back IS NOT NULL)
                """, legId, refundId);
    }

    /** Whether anything is on its way back from a part. */
    boolean isPending(UUID legId) {
        return number("""
                SELECT count(*)
                  FROM checkout.payment_refund_part AS part
                  JOIN checkout.payment_refund AS refund ON refund.id = part.refund_id
                 WHERE part.leg_id = ? AND refund.status IN ('REQUESTED', 'SUBMITTED')
                """, legId) > 0;
    }

    private long number(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    void retryAt(UUID id, Instant at) {
        update("""
                UPDATE checkout.payment_refund
                   SET next_poll_at = ?
                 WHERE id = ? AND status IN ('REQUESTED', 'SUBMITTED')
                """, at, id);
    }

    /** False when it was settled before. */
    boolean succeed(UUID id, Instant at) {
        return update("""
                UPDATE checkout.payment_refund
                   SET status = 'SUCCEEDED', next_poll_at = NULL, settled_at = ?
                 WHERE id = ? AND status IN ('REQUESTED', 'SUBMITTED')
                """, at, id) == 1;
    }

    /** False when it was settled before. */
    boolean fail(UUID id, String cause, Instant at) {
        return update("""
                UPDATE checkout.payment_refund
                   SET status = 'FAILED', failure = ?, next_poll_at = NULL, settled_at = ?
                 WHERE id = ? AND status IN ('REQUESTED', 'SUBMITTED')
                """, cause, at, id) == 1;
    }

    /** It is told when its part's settlement says how. */
    void holdBack(UUID id) {
        update("UPDATE checkout.payment_refund SET is_held_back = true WHERE id = ?", id);
    }

    /** Those of a part that were held back, which they are no longer; oldest first. */
    List<PaymentRefund> releaseHeldBack(UUID legId) {
        var held = list(COLUMNS + """
                 WHERE refund.is_held_back
                   AND refund.id IN (SELECT refund_id FROM checkout.payment_refund_part WHERE leg_id = ?)
                 ORDER BY refund.id
                """, legId);
        held.forEach(
                refund -> update("UPDATE checkout.payment_refund SET is_held_back = false WHERE id = ?", refund.id()));
        return held;
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<PaymentRefund> list(String sql, Object... values) {
        var found = jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var refunds = new ArrayList<PaymentRefund>();
                while (rows.next()) {
                    refunds.add(read(rows));
                }
                return refunds;
            }
        });
        if (found.isEmpty()) {
            return found;
        }
        var parts = parts(found.stream().map(PaymentRefund::id).toArray(UUID[]::new));
        return found.stream()
                .map(refund -> withParts(refund, parts.getOrDefault(refund.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<PaymentRefund.Part>> parts(UUID[] refunds) {
        return jdbc.prepareStatement("""
                SELECT part.refund_id, part.leg_id, leg.merchant_order_id, leg.merchant_id, part.amount_minor,
                       refund.currency
                  FROM checkout.payment_refund_part AS part
                  JOIN checkout.payment_leg AS leg ON leg.id = part.leg_id
                  JOIN checkout.payment_refund AS refund ON refund.id = part.refund_id
                 WHERE part.refund_id = ANY(?)
                 ORDER BY part.refund_id, part.leg_id
                """, statement -> {
            Rows.set(statement, (Object) refunds);
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<UUID, List<PaymentRefund.Part>>();
                while (rows.next()) {
                    found.computeIfAbsent(Rows.id(rows, "refund_id"), _ -> new ArrayList<>())
                            .add(new PaymentRefund.Part(
                                    Rows.id(rows, "leg_id"),
                                    Rows.id(rows, "merchant_order_id"),
                                    Rows.id(rows, "merchant_id"),
                                    Rows.money(rows, "amount_minor")));
                }
                return found;
            }
        });
    }

    private static PaymentRefund withParts(PaymentRefund refund, List<PaymentRefund.Part> parts) {
        return new PaymentRefund(
                refund.id(),
                refund.orderId(),
                refund.intentId(),
                refund.attemptId(),
                refund.attemptNo(),
                refund.refundNo(),
                refund.origin(),
                refund.status(),
                refund.amount(),
                refund.reason(),
                refund.askedAt(),
                refund.settledAt(),
                parts);
    }

    private static PaymentRefund read(ResultSet row) throws SQLException {
        return new PaymentRefund(
                Rows.id(row, "id"),
                Rows.id(row, "order_id"),
                Rows.id(row, "intent_id"),
                Rows.id(row, "attempt_id"),
                row.getString("attempt_no"),
                row.getString("refund_no"),
                RefundOrigin.valueOf(row.getString("origin")),
                RefundStatus.valueOf(row.getString("status")),
                Rows.money(row, "amount_minor"),
                row.getString("reason"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "settled_at"),
                List.of());
    }
}
