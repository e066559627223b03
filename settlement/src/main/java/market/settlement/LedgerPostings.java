package market.settlement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import market.kernel.Ids;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Appends to the ledger, in the caller's transaction. */
@Singleton
class LedgerPostings {

    private final JdbcOperations jdbc;
    private final Ids ids;

    LedgerPostings(JdbcOperations jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Posts a transaction once; false when the same event was posted before. */
    boolean post(String kind, UUID subject, @Nullable UUID order, Instant at, List<Posting> postings) {
        var sum = Money.sum(
                postings.stream().map(Posting::amount).toList(),
                postings.getFirst().amount().currency());
        if (!sum.isZero()) {
            throw new IllegalStateException("Postings of " + kind + " " + subject + " sum to " + sum);
        }
        var id = ids.next();
        if (insertTransaction(id, kind, subject, order, at) == 0) {
            return false;
        }
        insertEntries(id, postings);
        return true;
    }

    /** Remembers an event that moved nothing. */
    void note(String kind, UUID subject, UUID order, Instant at) {
        insertTransaction(ids.next(), kind, subject, order, at);
    }

    /** Whether the event was posted before. */
    boolean isPosted(String kind, UUID subject) {
        return jdbc.prepareStatement(
                "SELECT 1 FROM settlement.ledger_transaction WHERE kind = ? AND subject = ?", statement -> {
                    statement.setString(1, kind);
                    statement.setObject(2, subject);
                    try (var rows = statement.executeQuery()) {
                        return rows.next();
                    }
                });
    }

    private int insertTransaction(UUID id, String kind, UUID subject, @Nullable UUID order, Instant at) {
        return jdbc.prepareStatement("""
                INSERT INTO settlement.ledger_transaction (id, kind, subject, order_id, posted_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (kind, subject) DO NOTHING
                """, statement -> {
            statement.setObject(1, id);
            statement.setString(2, kind);
            statement.setObject(3, subject);
            statement.setObject(4, order);
            statement.setTimestamp(5, Timestamp.from(at));
            return statement.executeUpdate();
        });
    }

    private void insertEntries(UUID transaction, List<Posting> postings) {
        jdbc.prepareStatement("""
                INSERT INTO settlement.ledger_entry (id, transaction_id, account_kind, account_owner, amount_minor,
                       currency, merchant_order_id)
                SELECT id, ?, account_kind, account_owner, amount_minor, currency, merchant_order_id
                  FROM unnest(?, ?, ?, ?, ?, ?)
                    AS entry (id, account_kind, account_owner, amount_minor, currency, merchant_order_id)
                """, statement -> {
            var connection = statement.getConnection();
            statement.setObject(1, transaction);
            statement.setArray(2, connection.createArrayOf("uuid", column(postings, _ -> ids.next())));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", column(postings, p -> p.account().name())));
            statement.setArray(4, connection.createArrayOf("text", column(postings, Posting::owner)));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint", column(postings, p -> p.amount().minor())));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "text", column(postings, p -> p.amount().currency().getCurrencyCode())));
            statement.setArray(7, connection.createArrayOf("uuid", column(postings, Posting::merchantOrder)));
            return statement.executeUpdate();
        });
    }

    private static @Nullable Object[] column(List<Posting> postings, Function<Posting, @Nullable Object> value) {
        var column = new @Nullable Object[postings.size()];
        for (var i = 0; i < column.length; i++) {
            column[i] = value.apply(postings.get(i));
        }
        return column;
    }
}
