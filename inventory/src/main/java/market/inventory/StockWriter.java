package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * Moves stock for orders, in the caller's transaction. Rows are always locked in the order of their key: two orders with the
 * same goods in another order would deadlock otherwise.
 */
@Singleton
class StockWriter {

    // The conditional update and the three rows it leaves behind are one statement, so that a contended row is locked
    // for
    // one round trip less. A row's available() over all locations is what the others have in this statement's snapshot.
    private static final String COMMIT = """
            WITH locked AS (
                SELECT stock.variant_id, stock.location_id, line.quantity,
                       stock.on_hand - stock.committed AS available
                  FROM unnest(?, ?, ?) AS line (variant_id, location_id, quantity)
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                 ORDER BY stock.variant_id, stock.location_id
                   FOR UPDATE OF stock
            ), taken AS (
                UPDATE inventory.stock AS stock
                   SET committed = stock.committed + locked.quantity, version = stock.version + 1
                  FROM locked
                 WHERE stock.variant_id = locked.variant_id AND stock.location_id = locked.location_id
                   AND stock.on_hand - stock.committed >= locked.quantity
                   AND (SELECT count(*) FROM locked AS enough WHERE enough.available >= enough.quantity) = ?
                RETURNING stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                          stock.committed, stock.version, locked.quantity
            ), promised AS (
                INSERT INTO inventory.commitment (order_id, variant_id, location_id, quantity, state)
                SELECT ?, variant_id, location_id, quantity, 'COMMITTED'
                  FROM taken
            ), moved AS (
                INSERT INTO inventory.movement
                       (variant_id, location_id, kind, on_hand_delta, committed_delta, reference)
                SELECT variant_id, location_id, 'COMMIT', 0, quantity, ?
                  FROM taken
            )
            SELECT locked.variant_id, locked.location_id, taken.merchant_id, taken.product_id, taken.on_hand,
                   taken.committed, taken.version, locked.available,
                   (SELECT COALESCE(sum(other.on_hand - other.committed), 0)
                      FROM inventory.stock AS other
                     WHERE other.variant_id = locked.variant_id
                       AND NOT EXISTS (SELECT 1
                                         FROM locked AS own
                                        WHERE own.variant_id = other.variant_id
                                          AND own.location_id = other.location_id)) AS elsewhere
              FROM locked
              LEFT JOIN taken USING (variant_id, location_id)
            """;

    private static final String CLOSE = """
            WITH closed AS (
                UPDATE inventory.commitment
                   SET state = ?
                 WHERE order_id = ? AND state = 'COMMITTED'
                RETURNING variant_id, location_id, quantity
            ), locked AS (
                SELECT stock.variant_id, stock.location_id, closed.quantity
                  FROM closed
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                 ORDER BY stock.variant_id, stock.location_id
                   FOR UPDATE OF stock
            ), changed AS (
                UPDATE inventory.stock AS stock
                   SET on_hand = stock.on_hand - locked.quantity * ?,
                       committed = stock.committed - locked.quantity,
                       version = stock.version + 1
                  FROM locked
                 WHERE stock.variant_id = locked.variant_id AND stock.location_id = locked.location_id
                RETURNING stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                          stock.committed, stock.version, locked.quantity
            ), moved AS (
                INSERT INTO inventory.movement
                       (variant_id, location_id, kind, on_hand_delta, committed_delta, reference)
                SELECT variant_id, location_id, ?, -quantity * ?, -quantity, ?
                  FROM changed
            )
            SELECT changed.variant_id, changed.location_id, changed.merchant_id, changed.product_id, changed.on_hand,
                   changed.committed, changed.version, 0 AS available,
                   (SELECT COALESCE(sum(other.on_hand - other.committed), 0)
                      FROM inventory.stock AS other
                     WHERE other.variant_id = changed.variant_id
                       AND NOT EXISTS (SELECT 1
                                         FROM changed AS own
                                        WHERE own.variant_id = other.variant_id
                                          AND own.location_id = other.location_id)) AS elsewhere
              FROM changed
            """;

    private record Key(UUID variant, UUID location) {}

    /** A row after the change, or how little it had when nothing was changed. */
    private record Touched(Key key, @Nullable StockRow row, long availableBefore, long elsewhere) {}

    private final JdbcOperations jdbc;
    private final StockMirror mirror;
    private final Outbox outbox;

    StockWriter(JdbcOperations jdbc, StockMirror mirror, Outbox outbox) {
        this.jdbc = jdbc;
        this.mirror = mirror;
        this.outbox = outbox;
    }

    CommitOutcome commit(ReservationId reservation, UUID orderId, List<Allocation> allocations) {
        var wanted = new LinkedHashMap<Key, Long>();
        for (var each : allocations) {
            wanted.merge(new Key(each.variant().value(), each.location().value()), each.quantity(), Math::addExact);
        }
        if (wanted.isEmpty() || wanted.values().stream().anyMatch(quantity -> quantity <= 0)) {
            throw new IllegalArgumentException("An order takes at least one piece of each line: " + allocations);
        }
        var touched = jdbc.prepareStatement(COMMIT, statement -> {
            var connection = statement.getConnection();
            statement.setArray(
                    1,
                    uuids(connection, wanted.keySet().stream().map(Key::variant).toList()));
            statement.setArray(
                    2,
                    uuids(
                            connection,
                            wanted.keySet().stream().map(Key::location).toList()));
            statement.setArray(
                    3, connection.createArrayOf("bigint", wanted.values().toArray()));
            statement.setLong(4, wanted.size());
            statement.setObject(5, orderId);
            statement.setString(6, orderId.toString());
            try (var rows = statement.executeQuery()) {
                return read(rows);
            }
        });
        if (touched.size() < wanted.size() || touched.stream().anyMatch(each -> each.row == null)) {
            return new CommitOutcome.NotEnough(lacking(wanted, touched));
        }
        say(touched);
        mirror.settleAfterCommit(reservation, rows(touched));
        return new CommitOutcome.Committed();
    }

    private static List<ShortLine> lacking(Map<Key, Long> wanted, List<Touched> touched) {
        var available = new HashMap<Key, Long>();
        touched.forEach(each -> available.put(each.key, each.availableBefore));
        var lines = new ArrayList<ShortLine>();
        wanted.forEach((key, quantity) -> {
            long left = available.getOrDefault(key, 0L);
            if (left < quantity) {
                lines.add(new ShortLine(new VariantId(key.variant), quantity, left));
            }
        });
        return lines;
    }

    void sell(UUID orderId) {
        // On hand and committed fall alike: what can be bought stays the same, so there is nothing to tell anybody.
        close(orderId, "SOLD", "SALE", 1);
    }

    void giveBack(UUID orderId) {
        var touched = close(orderId, "RELEASED", "RELEASE", 0);
        if (!touched.isEmpty()) {
            say(touched);
            mirror.settleAfterCommit(null, rows(touched));
        }
    }

    private List<Touched> close(UUID orderId, String state, String movement, int onHandFactor) {
        return jdbc.prepareStatement(CLOSE, statement -> {
            statement.setString(1, state);
            statement.setObject(2, orderId);
            statement.setInt(3, onHandFactor);
            statement.setString(4, movement);
            statement.setInt(5, onHandFactor);
            statement.setString(6, orderId.toString());
            try (var rows = statement.executeQuery()) {
                return read(rows);
            }
        });
    }

    private void say(Collection<Touched> touched) {
        var products = new HashMap<UUID, UUID>();
        var available = new LinkedHashMap<UUID, Long>();
        for (var each : touched) {
            var row = each.row;
            if (row != null) {
                products.put(row.variantId(), row.productId());
                available.putIfAbsent(row.variantId(), each.elsewhere);
                available.merge(row.variantId(), row.onHand() - row.committed(), Long::sum);
            }
        }
        var events = new ArrayList<StockChanged>();
        available.forEach((variant, count) -> {
            var product = products.get(variant);
            if (product != null) {
                events.add(new StockChanged(new ProductId(product), new VariantId(variant), count));
            }
        });
        outbox.append(events);
    }

    private static List<StockRow> rows(List<Touched> touched) {
        var rows = new ArrayList<StockRow>();
        for (var each : touched) {
            if (each.row != null) {
                rows.add(each.row);
            }
        }
        return rows;
    }

    private static List<Touched> read(ResultSet rows) throws SQLException {
        var touched = new ArrayList<Touched>();
        while (rows.next()) {
            var key = new Key(rows.getObject("variant_id", UUID.class), rows.getObject("location_id", UUID.class));
            var merchant = rows.getObject("merchant_id", UUID.class);
            var row = merchant == null
                    ? null
                    : new StockRow(
                            key.variant,
                            key.location,
                            merchant,
                            rows.getObject("product_id", UUID.class),
                            rows.getLong("on_hand"),
                            rows.getLong("committed"),
                            rows.getLong("version"));
            touched.add(new Touched(key, row, rows.getLong("available"), rows.getLong("elsewhere")));
        }
        return touched;
    }

    private static java.sql.Array uuids(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
