package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What every call to an institution must keep to: it is made outside any transaction, under a number that is stored already,
 * and a number is never used for anything else. Breaches are kept, for a caller may swallow what is thrown.
 */
@Singleton
final class Contract {

    private final Map<String, String> uses = new ConcurrentHashMap<>();
    private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
    private final TransactionOperations<Connection> transactions;
    private final JdbcOperations jdbc;

    Contract(TransactionOperations<Connection> transactions, JdbcOperations jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** The column holds the numbers, as {@code table.column}. */
    void check(String table, String column, String number, String use) {
        if (transactions.findTransactionStatus().isPresent()) {
            breaches.add("called inside a transaction: " + use);
        }
        var earlier = uses.putIfAbsent(column + " " + number, use);
        if (earlier != null && !earlier.equals(use)) {
            breaches.add(number + " was used for " + earlier + " and then for " + use);
        }
        if (!isStored(table, column, number)) {
            breaches.add("not stored before it was sent: " + column + " of " + use);
        }
    }

    private boolean isStored(String table, String column, String number) {
        var sql = "SELECT count(*) FROM checkout." + table + " WHERE " + column + " = ?";
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, number);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        }));
    }

    List<String> breaches() {
        return List.copyOf(breaches);
    }
}
