package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The conditional update that promises stock to an order. Where stock is neither kept by lot nor taken from an earmark it is
 * one statement; else that statement only locks, and a second one, which sees what was committed before the lock was
 * granted, does it.
 */
@Singleton
class CommitStatement {

    private static final int NEVER = -1;

    // The conditional update and the three rows it leaves behind are one statement, so that a contended row is locked
    // for one round trip less. What is free elsewhere is what the other places have in this statement's snapshot.
    private static final String PLAIN = """
            WITH locked AS (
                SELECT stock.variant_id, stock.location_id, '' AS channel, line.quantity, stock.by_lot,
                       stock.low_below, stock.on_hand - stock.committed - stock.earmarked AS free_before,
                       stock.on_hand - stock.committed - stock.earmarked AS available
                  FROM unnest(?, ?, ?) AS line (variant_id, location_id, quantity)
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                 ORDER BY stock.variant_id, stock.location_id
                   FOR UPDATE OF stock
            ), changed AS (
                UPDATE inventory.stock AS stock
                   SET committed = stock.committed + locked.quantity, version = stock.version + 1
                  FROM locked
                 WHERE stock.variant_id = locked.variant_id AND stock.location_id = locked.location_id
                   AND stock.on_hand - stock.committed - stock.earmarked >= locked.quantity
                   AND (SELECT count(*)
                          FROM locked AS enough
                         WHERE enough.free_before >= enough.quantity AND NOT enough.by_lot) = ?
                RETURNING stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                          stock.committed, stock.earmarked, stock.version, locked.quantity
            ), promised AS (
                INSERT INTO inventory.commitment (order_id, variant_id, location_id, quantity, state)
                SELECT ?, variant_id, location_id, quantity, 'COMMITTED'
                  FROM changed
            ), moved AS (
                INSERT INTO inventory.movement
                       (variant_id, location_id, merchant_id, kind, on_hand_delta, committed_delta, reference)
                SELECT variant_id, location_id, merchant_id, 'COMMIT', 0, quantity, ?
                  FROM changed
            )
            """ + result("locked");

    private static final String BY_LOT_OR_CHANNEL = """
            WITH line AS (
                SELECT variant_id, location_id, channel, quantity
                  FROM unnest(?, ?, ?, ?) AS given (variant_id, location_id, channel, quantity)
            ), wanted AS (
                SELECT variant_id, location_id, sum(quantity)::bigint AS quantity,
                       COALESCE(sum(quantity) FILTER (WHERE channel <> ''), 0)::bigint AS marked
                  FROM line
                 GROUP BY variant_id, location_id
            ), fresh AS (
                SELECT lot.variant_id, lot.location_id, lot.code, lot.best_before, lot.on_hand - lot.committed AS free,
                       NOT lot.stopped AND COALESCE(lot.best_before - COALESCE(setting.sale_margin_days, ?) >= ?, true)
                       AS sellable
                  FROM wanted
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                  JOIN inventory.lot AS lot USING (variant_id, location_id)
                  LEFT JOIN inventory.merchant_setting AS setting ON setting.merchant_id = stock.merchant_id
                 WHERE lot.on_hand > lot.committed
            ), locked AS (
                SELECT variant_id, location_id, wanted.quantity, wanted.marked, stock.by_lot, stock.low_below,
                       stock.on_hand - stock.committed - stock.earmarked AS free_before,
                       stock.on_hand - stock.committed - COALESCE(barred.pieces, 0) AS pickable,
                       stock.on_hand - stock.committed - stock.earmarked - COALESCE(barred.pieces, 0) AS free
                  FROM wanted
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                  LEFT JOIN (SELECT variant_id, location_id, sum(free)::bigint AS pieces
                               FROM fresh
                              WHERE NOT sellable
                              GROUP BY variant_id, location_id) AS barred USING (variant_id, location_id)
            ), judged AS (
                SELECT variant_id, location_id, line.channel, line.quantity, locked.by_lot, locked.low_below,
                       locked.free_before,
                       least(CASE WHEN line.channel = '' THEN locked.free ELSE COALESCE(earmark.quantity, 0) END,
                             locked.pickable - (locked.quantity - line.quantity)) AS available
                  FROM line
                  JOIN locked USING (variant_id, location_id)
                  LEFT JOIN inventory.earmark AS earmark USING (variant_id, location_id, channel)
            ), changed AS (
                UPDATE inventory.stock AS stock
                   SET committed = stock.committed + locked.quantity, earmarked = stock.earmarked - locked.marked,
                       version = stock.version + 1
                  FROM locked
                 WHERE stock.variant_id = locked.variant_id AND stock.location_id = locked.location_id
                   AND (SELECT count(*) FROM judged WHERE judged.available >= judged.quantity) = ?
                RETURNING stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                          stock.committed, stock.earmarked, stock.version, locked.quantity
            ), marks AS (
                UPDATE inventory.earmark AS earmark
                   SET quantity = earmark.quantity - line.quantity
                  FROM line
                  JOIN changed USING (variant_id, location_id)
                 WHERE earmark.variant_id = line.variant_id AND earmark.location_id = line.location_id
                   AND earmark.channel = line.channel
            ), queued AS (
                SELECT variant_id, location_id, code, best_before, free, changed.quantity,
                       sum(free) OVER (PARTITION BY variant_id, location_id
                                       ORDER BY best_before NULLS LAST, code) - free AS before
                  FROM fresh
                  JOIN changed USING (variant_id, location_id)
                 WHERE sellable
            ), picked AS (
                SELECT variant_id, location_id, code, best_before, least(free, quantity - before)::bigint AS quantity
                  FROM queued
                 WHERE before < quantity
            ), lots AS (
                UPDATE inventory.lot AS lot
                   SET committed = lot.committed + picked.quantity
                  FROM picked
                 WHERE lot.variant_id = picked.variant_id AND lot.location_id = picked.location_id
                   AND lot.code = picked.code
            ), promised AS (
                INSERT INTO inventory.commitment (order_id, variant_id, location_id, channel, quantity, state)
                SELECT ?, variant_id, location_id, line.channel, line.quantity, 'COMMITTED'
                  FROM line
                  JOIN changed USING (variant_id, location_id)
            ), kept AS (
                INSERT INTO inventory.commitment_lot (order_id, variant_id, location_id, code, best_before, quantity)
                SELECT ?, variant_id, location_id, code, best_before, quantity
                  FROM picked
            ), moved AS (
                INSERT INTO inventory.movement (variant_id, location_id, merchant_id, kind, on_hand_delta,
                       committed_delta, earmarked_delta, channel, lot, reference)
                SELECT variant_id, location_id, changed.merchant_id, 'COMMIT', 0, part.committed, part.earmarked,
                       part.channel, part.lot, ?
                  FROM (SELECT variant_id, location_id, quantity AS committed, 0 AS earmarked, NULL AS channel,
                               code AS lot
                          FROM picked
                         UNION ALL
                        SELECT variant_id, location_id, 0, -quantity, channel, NULL
                          FROM line
                         WHERE channel <> ''
                         UNION ALL
                        SELECT changed.variant_id, changed.location_id,
                               changed.quantity - COALESCE(sum(picked.quantity)::bigint, 0), 0, NULL, NULL
                          FROM changed
                          LEFT JOIN picked USING (variant_id, location_id)
                         GROUP BY changed.variant_id, changed.location_id, changed.quantity
                        HAVING changed.quantity > COALESCE(sum(picked.quantity), 0)) AS part
                  JOIN changed USING (variant_id, location_id)
            )
            """ + result("judged");

    private final JdbcOperations jdbc;

    CommitStatement(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What a statement that changed stock for an order answers; {@code known} has every row that it locked. */
    static String result(String known) {
        return """
            SELECT known.variant_id, known.location_id, changed.merchant_id, changed.product_id, changed.on_hand,
                   changed.committed, changed.earmarked, changed.version, known.channel, known.available,
                   known.free_before, known.low_below, known.by_lot,
                   EXISTS (SELECT 1 FROM inventory.unit_step AS step WHERE step.pool_id = known.variant_id) AS laddered,
                   (SELECT COALESCE(sum(other.on_hand - other.committed - other.earmarked), 0)
                      FROM inventory.stock AS other
                     WHERE other.variant_id = known.variant_id
                       AND NOT EXISTS (SELECT 1
                                         FROM %1$s AS own
                                        WHERE own.variant_id = other.variant_id
                                          AND own.location_id = other.location_id)) AS elsewhere
              FROM %1$s AS known
              LEFT JOIN changed USING (variant_id, location_id)
            """.formatted(known);
    }

    /**
     * Locks the rows and, when they are of the plain kind and have enough, changes them.
     *
     * @param mayChange false: lock only
     */
    List<Touched> plain(UUID orderId, Map<StockKey, Long> wanted, boolean mayChange) {
        var keys = List.copyOf(wanted.keySet());
        return jdbc.prepareStatement(PLAIN, statement -> {
            SqlArrays.setUuids(statement, 1, keys, StockKey::variant);
            SqlArrays.setUuids(statement, 2, keys, StockKey::location);
            SqlArrays.setLongs(statement, 3, keys, wanted::get);
            statement.setLong(4, mayChange ? keys.size() : NEVER);
            statement.setObject(5, orderId);
            statement.setString(6, orderId.toString());
            try (var rows = statement.executeQuery()) {
                return Touched.read(rows);
            }
        });
    }

    /** One line of an order: {@code channel} is empty for free stock. */
    record Line(StockKey key, String channel, long quantity) {}

    /** Changes rows that {@link #plain} has locked in this transaction; none of them when one has too little. */
    List<Touched> byLotOrChannel(UUID orderId, List<Line> lines, LocalDate today, int marginDays) {
        return jdbc.prepareStatement(BY_LOT_OR_CHANNEL, statement -> {
            SqlArrays.setUuids(statement, 1, lines, line -> line.key().variant());
            SqlArrays.setUuids(statement, 2, lines, line -> line.key().location());
            SqlArrays.setTexts(statement, 3, lines, Line::channel);
            SqlArrays.setLongs(statement, 4, lines, Line::quantity);
            statement.setInt(5, marginDays);
            statement.setDate(6, Date.valueOf(today));
            statement.setLong(7, lines.size());
            statement.setObject(8, orderId);
            statement.setObject(9, orderId);
            statement.setString(10, orderId.toString());
            try (var rows = statement.executeQuery()) {
                return Touched.read(rows);
            }
        });
    }
}
