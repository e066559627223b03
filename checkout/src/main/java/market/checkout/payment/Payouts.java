package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The door and the table of payouts: money that leaves the platform's own account. {@link PursuePayouts} sees to it. */
@Singleton
public class Payouts {

    /** How far a payout is. */
    public enum Status {
        REQUESTED,
        /** The provider has it and says later what became of it. */
        PROCESSING,
        SUCCEEDED,
        /** Certainly not sent. */
        FAILED,
        /** Sent, and came back. */
        RETURNED
    }

    /**
     * Money that is to leave.
     *
     * @param key remembered for ever: the same key is the same payout
     * @param beneficiary whose money it is in our books
     */
    public record Wish(
            String key,
            String provider,
            String beneficiary,
            String payeeAccount,
            String payeeName,
            Money amount,
            String title) {}

    /** A wish with what became of it. */
    public record Payout(
            UUID id,
            String requestNo,
            Wish wish,
            Status status,
            String failure,
            int tries,
            Instant askedAt,
            @Nullable Instant settledAt) {}

    private static final String COLUMNS = """
            SELECT id, request_no, request_key, provider, beneficiary, payee_account, payee_name, amount_minor, currency,
                   title, status, failure, tries, created_at, settled_at
              FROM checkout.payout
            """;

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;
    private final Clock clock;

    Payouts(JdbcOperations jdbc, TransactionOperations<Connection> transactions, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** In the caller's transaction, who has made sure that the money is there; an earlier wish with the key is returned. */
    public Payout ask(Wish wish) {
        return transactions.executeWrite(_ -> {
            jdbc.prepareStatement("""
                    INSERT INTO checkout.payout
                           (id, request_no, request_key, provider, beneficiary, payee_account, payee_name, amount_minor,
                            currency, title, status, next_poll_at, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?, ?)
                    ON CONFLICT ON CONSTRAINT payout_once_per_key DO NOTHING
                    """, statement -> {
                Rows.set(
                        statement,
                        ids.next(),
                        ids.secret().toString().replace("-", ""),
                        wish.key(),
                        wish.provider(),
                        wish.beneficiary(),
                        wish.payeeAccount(),
                        wish.payeeName(),
                        wish.amount().minor(),
                        wish.amount().currency().getCurrencyCode(),
                        wish.title(),
                        clock.instant(),
                        clock.instant());
                return statement.executeUpdate();
            });
            return findByKey(wish.key()).orElseThrow();
        });
    }

    public Optional<Payout> findByKey(String key) {
        return transactions.executeRead(_ -> list(COLUMNS + " WHERE request_key = ?", key)).stream()
                .findFirst();
    }

    /** In the order in which they were asked for. */
    public List<Payout> page(UUID after, int limit) {
        return transactions.executeRead(_ -> list(COLUMNS + " WHERE id > ? ORDER BY id LIMIT ?", after, limit));
    }

    List<Payout> claimDue(Instant now, Instant leaseUntil, int limit) {
        var claimed = jdbc.prepareStatement("""
                UPDATE checkout.payout
                   SET next_poll_at = ?, tries = tries + 1, status = 'PROCESSING'
                 WHERE id IN (
                       SELECT id FROM checkout.payout
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
        return claimed.isEmpty()
                ? List.of()
                : list(COLUMNS + " WHERE id = ANY(?)", (Object) claimed.toArray(UUID[]::new));
    }

    /** False when it ended before. */
    boolean end(UUID id, Status status, String failure, Instant now) {
        return update("""
                UPDATE checkout.payout
                   SET status = ?, failure = ?, next_poll_at = NULL, settled_at = ?
                 WHERE id = ? AND settled_at IS NULL
                """, status, failure, now, id) == 1;
    }

    void retryAt(UUID id, Instant at) {
        update("UPDATE checkout.payout SET next_poll_at = ? WHERE id = ? AND settled_at IS NULL", at, id);
    }

    private int update(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<Payout> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var payouts = new ArrayList<Payout>();
                while (rows.next()) {
                    payouts.add(read(rows));
                }
                return payouts;
            }
        });
    }

    private static Payout read(ResultSet row) throws SQLException {
        return new Payout(
                Rows.id(row, "id"),
                row.getString("request_no"),
                new Wish(
                        row.getString("request_key"),
                        row.getString("provider"),
                        row.getString("beneficiary"),
                        row.getString("payee_account"),
                        row.getString("payee_name"),
                        Rows.money(row, "amount_minor"),
                        row.getString("title")),
                Status.valueOf(row.getString("status")),
                row.getString("failure"),
                row.getInt("tries"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "settled_at"));
    }
}
