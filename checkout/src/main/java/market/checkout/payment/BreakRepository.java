package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The table of differences. All methods run in the caller's transaction. */
@Singleton
class BreakRepository {

    private static final String COLUMNS = """
            SELECT id, provider, day, kind, subject, attempt_no, order_number, here_minor, there_minor, state, note,
                   found_at, settled_at
              FROM checkout.reconciliation_break
            """;

    private final JdbcOperations jdbc;

    BreakRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** A difference that is known stays as it is: somebody may have settled it. */
    void insert(PaymentBreak found) {
        update(
                """
                INSERT INTO checkout.reconciliation_break (id, provider, day, kind, subject, attempt_no, order_number,
                       here_minor, there_minor, state, note, found_at, settled_at)
                VALUES (?, ?, ?, ?, ?, ?, (SELECT intent.order_number
                                             FROM checkout.payment_attempt AS attempt
                                             JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                                            WHERE attempt.attempt_no = ?), ?, ?, ?, ?, ?, ?)
                ON CONFLICT ON CONSTRAINT reconciliation_break_once DO NOTHING
                """,
                found.id(),
                found.provider(),
                found.day(),
                found.kind(),
                found.subject(),
                found.attemptNo(),
                found.attemptNo(),
                minor(found.here()),
                minor(found.there()),
                found.state(),
                found.note(),
                found.foundAt(),
                found.settledAt());
    }

    private static @Nullable Long minor(@Nullable Money amount) {
        return amount == null ? null : amount.minor();
    }

    /** In the order of their finding. */
    List<PaymentBreak> page(Collection<PaymentBreak.State> states, UUID after, int limit) {
        return list(
                COLUMNS + " WHERE state = ANY(?) AND id > ? ORDER BY id LIMIT ?",
                states.stream().map(Enum::name).toArray(String[]::new),
                after,
                limit);
    }

    Optional<PaymentBreak> find(UUID id) {
        return list(COLUMNS + " WHERE id = ?", id).stream().findFirst();
    }

    /** False when it was not open any more. */
    boolean settle(UUID id, String note, UUID by, Instant at) {
        return update("""
                UPDATE checkout.reconciliation_break
                   SET state = 'SETTLED', note = ?, settled_by = ?, settled_at = ?
                 WHERE id = ? AND state = 'OPEN'
                """, note, by, at, id) == 1;
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<PaymentBreak> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var breaks = new ArrayList<PaymentBreak>();
                while (rows.next()) {
                    breaks.add(read(rows));
                }
                return breaks;
            }
        });
    }

    private static PaymentBreak read(ResultSet row) throws SQLException {
        return new PaymentBreak(
                Rows.id(row, "id"),
                row.getString("provider"),
                row.getObject("day", LocalDate.class),
                BreakKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("attempt_no"),
                row.getString("order_number"),
                money(row, "here_minor"),
                money(row, "there_minor"),
                PaymentBreak.State.valueOf(row.getString("state")),
                row.getString("note"),
                Rows.instant(row, "found_at"),
                Rows.instantOrNull(row, "settled_at"));
    }

    /** Bills are in the currency of the provider's country. */
    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        var minor = row.getLong(column);
        return row.wasNull() ? null : Money.cny(minor);
    }
}
