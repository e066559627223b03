package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps at which moments products go on sale or off it, in the transaction of whoever has the product's lock. */
@Singleton
class StatusDue {

    private final JdbcOperations jdbc;

    StatusDue(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of one that was set before. */
    void set(ProductId product, ProductStatus status, Instant at) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.status_due (product_id, status, due_at)
                VALUES (?, ?, ?)
                ON CONFLICT (product_id, status) DO UPDATE SET due_at = excluded.due_at
                """, statement -> {
            statement.setObject(1, product.value());
            statement.setString(2, status.name());
            statement.setTimestamp(3, Timestamp.from(at));
            return statement.executeUpdate();
        });
    }

    /** False when there was none. */
    boolean cancel(ProductId product, ProductStatus status) {
        return jdbc.prepareStatement(
                "DELETE FROM catalog.status_due WHERE product_id = ? AND status = ?", statement -> {
                    statement.setObject(1, product.value());
                    statement.setString(2, status.name());
                    return statement.executeUpdate() == 1;
                });
    }

    /** Somebody took them off by hand: nothing brings them back by itself. */
    void takenOff(Collection<ProductId> products) {
        delete("DELETE FROM catalog.status_due WHERE product_id = ANY (?)", products);
    }

    /** Somebody put them on sale by hand, which need not be done again, unless they are to come off before. */
    void putOn(Collection<ProductId> products) {
        delete("""
                DELETE FROM catalog.status_due AS due
                 WHERE due.product_id = ANY (?) AND due.status = 'LISTED'
                   AND NOT EXISTS (SELECT 1
                                     FROM catalog.status_due AS earlier
                                    WHERE earlier.product_id = due.product_id AND earlier.status = 'WITHDRAWN'
                                      AND earlier.due_at <= due.due_at)
                """, products);
    }

    private void delete(String sql, Collection<ProductId> products) {
        if (!products.isEmpty()) {
            jdbc.prepareStatement(sql, statement -> {
                setIds(statement, products);
                return statement.executeUpdate();
            });
        }
    }

    /** The earliest first. */
    List<ScheduledStatus> of(Collection<ProductId> products) {
        return jdbc.prepareStatement("""
                SELECT product_id, status, due_at
                  FROM catalog.status_due
                 WHERE product_id = ANY (?)
                 ORDER BY due_at, status
                """, statement -> {
            setIds(statement, products);
            return read(statement);
        });
    }

    /** Products with a moment that has come, those that have waited longest first. */
    List<ProductId> due(Instant now, int limit) {
        return jdbc.prepareStatement("""
                SELECT product_id
                  FROM catalog.status_due
                 WHERE due_at <= ?
                 GROUP BY product_id
                 ORDER BY min(due_at), product_id
                 LIMIT ?
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var products = new ArrayList<ProductId>();
                while (rows.next()) {
                    products.add(new ProductId(rows.getObject("product_id", UUID.class)));
                }
                return products;
            }
        });
    }

    /** Takes the earliest change of a locked product that is due; of two at one moment, the withdrawal comes last. */
    Optional<ScheduledStatus> take(ProductId product, Instant now) {
        return jdbc.prepareStatement("""
                DELETE FROM catalog.status_due
                 WHERE (product_id, status) = (SELECT product_id, status
                                                 FROM catalog.status_due
                                                WHERE product_id = ? AND due_at <= ?
                                                ORDER BY due_at, status
                                                LIMIT 1)
                RETURNING product_id, status, due_at
                """, statement -> {
            statement.setObject(1, product.value());
            statement.setTimestamp(2, Timestamp.from(now));
            return read(statement).stream().findFirst();
        });
    }

    private static List<ScheduledStatus> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<ScheduledStatus>();
            while (rows.next()) {
                found.add(new ScheduledStatus(
                        new ProductId(rows.getObject("product_id", UUID.class)),
                        ProductStatus.valueOf(rows.getString("status")),
                        rows.getTimestamp("due_at").toInstant()));
            }
            return found;
        }
    }

    private static void setIds(PreparedStatement statement, Collection<ProductId> products) throws SQLException {
        var ids = products.stream().map(ProductId::value).toArray();
        statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
    }
}
