package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The tables of settlements and splits. All methods run in the caller's transaction; writers hold the lock of the intent. */
@Singleton
class SettlementRepository {

    /** What a refund takes back of a split. */
    record Reversal(UUID id, UUID splitId, Money amount) {}

    private static final String COLUMNS = """
            SELECT settlement.id, attempt.intent_id, intent.order_id, settlement.leg_id, leg.merchant_order_id,
                   leg.merchant_id, attempt.provider, attempt.provider_trade_no, attempt.sub_merchant, settlement.status,
                   settlement.request_no, settlement.amount_minor, settlement.currency, settlement.failure,
                   settlement.tries
              FROM checkout.payment_settlement AS settlement
              JOIN checkout.payment_leg AS leg ON leg.id = settlement.leg_id
              JOIN checkout.payment_attempt AS attempt ON attempt.id = settlement.attempt_id
              JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
            """;

    private final JdbcOperations jdbc;

    SettlementRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the part is planned already. */
    boolean plan(UUID id, UUID legId, PaymentAttempt attempt, Instant now) {
        return update("""
                INSERT INTO checkout.payment_settlement (id, leg_id, attempt_id, status, currency, next_poll_at)
                VALUES (?, ?, ?, 'PENDING', ?, ?)
                ON CONFLICT ON CONSTRAINT payment_settlement_once_per_leg DO NOTHING
                """, id, legId, attempt.id(), attempt.amount().currency().getCurrencyCode(), now) == 1;
    }

    void insert(UUID settlementId, PartSettlement.Split split) {
        var amount = split.amount();
        update(
                """
                INSERT INTO checkout.payment_split
                       (id, settlement_id, kind, owner, share_minor, amount_minor, request_no, status)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                split.id(),
                settlementId,
                split.kind(),
                split.owner(),
                split.share().minor(),
                amount == null ? null : amount.minor(),
                split.requestNo(),
                split.status());
    }

    Optional<PartSettlement> find(UUID id) {
        return list(COLUMNS + " WHERE settlement.id = ?", id).stream().findFirst();
    }

    Optional<PartSettlement> ofLeg(UUID legId) {
        return list(COLUMNS + " WHERE settlement.leg_id = ?", legId).stream().findFirst();
    }

    List<PartSettlement> ofParts(Collection<UUID> merchantOrders) {
        return merchantOrders.isEmpty()
                ? List.of()
                : list(COLUMNS + " WHERE leg.merchant_order_id = ANY(?)", (Object) merchantOrders.toArray(UUID[]::new));
    }

    List<PartSettlement> page(Collection<String> statuses, UUID after, int limit) {
        return list(
                COLUMNS + " WHERE settlement.status = ANY(?) AND settlement.id > ? ORDER BY settlement.id LIMIT ?",
                statuses.toArray(String[]::new),
                after,
                limit);
    }

    List<UUID> claimDue(Instant now, Instant leaseUntil, int limit) {
        return jdbc.prepareStatement("""
                UPDATE checkout.payment_settlement
                   SET next_poll_at = ?, tries = tries + 1
                 WHERE id IN (
                       SELECT id
                         FROM checkout.payment_settlement
                        WHERE next_poll_at <= ?
                        ORDER BY next_poll_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
                RETURNING id
                """, statement -> {
            Rows.set(statement, leaseUntil, now, limit);
            try (var rows = statement.executeQuery()) {
                var due = new ArrayList<UUID>();
                while (rows.next()) {
                    due.add(Rows.id(rows, "id"));
                }
                return due;
            }
        });
    }

    void begin(UUID id, String requestNo, Money amount) {
        update("""
                UPDATE checkout.payment_settlement
                   SET status = 'CONFIRMING', request_no = ?, amount_minor = ?
                 WHERE id = ? AND status = 'PENDING'
                """, requestNo, amount.minor(), id);
    }

    void turn(UUID id, SettlementStatus from, SettlementStatus to) {
        update("UPDATE checkout.payment_settlement SET status = ? WHERE id = ? AND status = ?", to, id, from);
    }

    /** Not under this number: it is begun anew, with what is left by then. */
    void beginAnew(UUID id, String failure) {
        update("""
                UPDATE checkout.payment_settlement
                   SET status = 'PENDING', request_no = NULL, amount_minor = NULL, failure = ?
                 WHERE id = ? AND status = 'CONFIRMING'
                """, failure, id);
    }

    void done(UUID id, Money amount, Instant now) {
        update("""
                UPDATE checkout.payment_settlement
                   SET status = 'DONE', amount_minor = ?, next_poll_at = NULL, settled_at = ?
                 WHERE id = ?
                """, amount.minor(), now, id);
    }

    void retryAt(UUID id, Instant at, String failure) {
        update("""
                UPDATE checkout.payment_settlement
                   SET next_poll_at = ?, failure = ?
                 WHERE id = ? AND status <> 'DONE'
                """, at, failure, id);
    }

    void size(UUID splitId, Money amount) {
        update("""
                UPDATE checkout.payment_split
                   SET amount_minor = ?, status = CASE WHEN ? = 0 THEN 'VOID' ELSE 'PENDING' END
                 WHERE id = ? AND status IN ('PENDING', 'VOID')
                """, amount.minor(), amount.minor(), splitId);
    }

    /** False when it ended before. */
    boolean turn(UUID splitId, SplitStatus status, String errorCode) {
        return update("""
                UPDATE checkout.payment_split
                   SET status = ?, error_code = ?
                 WHERE id = ? AND status IN ('PENDING', 'PROCESSING')
                """, status, errorCode, splitId) == 1;
    }

    void reserve(UUID id, UUID splitId, UUID refundId, Money amount) {
        update("""
                INSERT INTO checkout.payment_split_reversal (id, split_id, refund_id, amount_minor, status)
                VALUES (?, ?, ?, ?, 'PENDING')
                """, id, splitId, refundId, amount.minor());
        update(
                "UPDATE checkout.payment_split SET reversed_minor = reversed_minor + ? WHERE id = ?",
                amount.minor(),
                splitId);
    }

    /** What a refund takes back, also when it is not proven yet. */
    List<Reversal> reversalsOf(UUID refundId) {
        return jdbc.prepareStatement("""
                SELECT id, split_id, amount_minor
                  FROM checkout.payment_split_reversal
                 WHERE refund_id = ? AND status <> 'CANCELLED'
                 ORDER BY id
                """, statement -> {
            Rows.set(statement, refundId);
            try (var rows = statement.executeQuery()) {
                var reversals = new ArrayList<Reversal>();
                while (rows.next()) {
                    reversals.add(new Reversal(
                            Rows.id(rows, "id"), Rows.id(rows, "split_id"), Money.cny(rows.getLong("amount_minor"))));
                }
                return reversals;
            }
        });
    }

    void reversed(Reversal reversal) {
        update("UPDATE checkout.payment_split_reversal SET status = 'SUCCEEDED' WHERE id = ?", reversal.id());
    }

    /** What was reserved can be taken back by others. */
    void cancelReversals(UUID refundId) {
        update("""
                WITH cancelled AS (
                    UPDATE checkout.payment_split_reversal
                       SET status = 'CANCELLED'
                     WHERE refund_id = ? AND status = 'PENDING'
                    RETURNING split_id, amount_minor)
                UPDATE checkout.payment_split AS split
                   SET reversed_minor = split.reversed_minor - cancelled.amount_minor
                  FROM cancelled
                 WHERE split.id = cancelled.split_id
                """, refundId);
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<PartSettlement> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return read(statement);
        });
    }

    private List<PartSettlement> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var settlements = new ArrayList<PartSettlement>();
            while (rows.next()) {
                settlements.add(read(rows));
            }
            return settlements;
        }
    }

    private PartSettlement read(ResultSet row) throws SQLException {
        var id = Rows.id(row, "id");
        return new PartSettlement(
                id,
                Rows.id(row, "intent_id"),
                Rows.id(row, "order_id"),
                Rows.id(row, "leg_id"),
                Rows.id(row, "merchant_order_id"),
                Rows.id(row, "merchant_id"),
                row.getString("provider"),
                row.getString("provider_trade_no"),
                row.getString("sub_merchant"),
                SettlementStatus.valueOf(row.getString("status")),
                row.getString("request_no"),
                moneyOrNull(row),
                row.getString("failure"),
                row.getInt("tries"),
                splits(id));
    }

    private List<PartSettlement.Split> splits(UUID settlementId) {
        return jdbc.prepareStatement("""
                SELECT id, kind, owner, share_minor, amount_minor, reversed_minor, request_no, status
                  FROM checkout.payment_split
                 WHERE settlement_id = ?
                 ORDER BY id
                """, statement -> {
            Rows.set(statement, settlementId);
            try (var rows = statement.executeQuery()) {
                var splits = new ArrayList<PartSettlement.Split>();
                while (rows.next()) {
                    splits.add(new PartSettlement.Split(
                            Rows.id(rows, "id"),
                            SplitKind.valueOf(rows.getString("kind")),
                            rows.getString("owner"),
                            Money.cny(rows.getLong("share_minor")),
                            moneyOrNull(rows),
                            Money.cny(rows.getLong("reversed_minor")),
                            rows.getString("request_no"),
                            SplitStatus.valueOf(rows.getString("status"))));
                }
                return splits;
            }
        });
    }

    private static @Nullable Money moneyOrNull(ResultSet row) throws SQLException {
        var minor = row.getLong("amount_minor");
        return row.wasNull() ? null : Money.cny(minor);
    }
}
