package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.catalog.ProductId;

/** What was paid for of late, so that what sells well can stand a little before its equals. */
@Singleton
public class Sales {

    private static final int DAYS = 90;

    private final JdbcOperations jdbc;
    private final DirtyProducts dirty;
    private final Clock clock;

    Sales(JdbcOperations jdbc, DirtyProducts dirty, Clock clock) {
        this.jdbc = jdbc;
        this.dirty = dirty;
        this.clock = clock;
    }

    /** Counts the pieces of an order that was paid, once however often it is told. */
    @Transactional
    public void paid(UUID order, Map<ProductId, Long> pieces) {
        var today = LocalDate.now(clock.withZone(ProductSearch.TRADE_ZONE));
        var isNew = jdbc.prepareStatement(
                "INSERT INTO search.counted_order (order_id, day) VALUES (?, ?) ON CONFLICT DO NOTHING", statement -> {
                    statement.setObject(1, order);
                    statement.setObject(2, today);
                    return statement.executeUpdate() == 1;
                });
        if (!isNew || pieces.isEmpty()) {
            return;
        }
        // In the order of ids, so that two orders never wait for one another.
        jdbc.prepareStatement("""
                INSERT INTO search.sale (product_id, day, pieces)
                SELECT given.id, ?, given.pieces
                  FROM unnest(?, ?) AS given (id, pieces)
                 ORDER BY given.id
                ON CONFLICT (product_id, day) DO UPDATE SET pieces = sale.pieces + excluded.pieces
                """, statement -> {
            var products = pieces.keySet().stream().toList();
            statement.setObject(1, today);
            setIds(statement, 2, products);
            statement.setArray(
                    3,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "bigint", products.stream().map(pieces::get).toArray()));
            return statement.executeUpdate();
        });
        dirty.markOffers(pieces.keySet());
    }

    /** Pieces paid for in the last ninety days; products of which none was are left out. */
    @Transactional(readOnly = true)
    Map<ProductId, Long> ofLate(Collection<ProductId> products) {
        return jdbc.prepareStatement("""
                SELECT product_id, sum(pieces) AS pieces
                  FROM search.sale
                 WHERE product_id = ANY (?) AND day > ?
                 GROUP BY product_id
                """, statement -> {
            setIds(statement, 1, products);
            statement.setObject(2, firstDay());
            var sold = new HashMap<ProductId, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sold.put(id(rows), rows.getLong("pieces"));
                }
            }
            return sold;
        });
    }

    /** Forgets days that are over; what sold on them is written anew. */
    @Scheduled(cron = "0 41 2 * * ?")
    @Transactional
    void forget() {
        jdbc.prepareStatement("DELETE FROM search.counted_order WHERE day <= ?", statement -> {
            statement.setObject(1, firstDay());
            return statement.executeUpdate();
        });
        Set<ProductId> faded =
                jdbc.prepareStatement("DELETE FROM search.sale WHERE day <= ? RETURNING product_id", statement -> {
                    statement.setObject(1, firstDay());
                    var products = new HashSet<ProductId>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            products.add(id(rows));
                        }
                    }
                    return products;
                });
        if (!faded.isEmpty()) {
            dirty.markOffers(faded);
        }
    }

    private LocalDate firstDay() {
        return LocalDate.now(clock.withZone(ProductSearch.TRADE_ZONE)).minusDays(DAYS);
    }

    private static ProductId id(ResultSet row) throws SQLException {
        return new ProductId(row.getObject("product_id", UUID.class));
    }

    private static void setIds(PreparedStatement statement, int index, Collection<ProductId> products)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(
                                "uuid", products.stream().map(ProductId::value).toArray()));
    }
}
