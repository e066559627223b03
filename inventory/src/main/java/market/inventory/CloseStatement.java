package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * The update that ends what an order was promised: its pieces leave the shelf, or go back to where they were taken from; what
 * was sold comes back to the free stock.
 */
@Singleton
class CloseStatement {

    // An earmark that was closed meanwhile takes nothing back: then the pieces are free.
    private static final String CLOSE = """
            WITH closed AS (
                UPDATE inventory.commitment
                   SET state = ?
                 WHERE order_id = ? AND state = ?
                RETURNING variant_id, location_id, channel, quantity
            ), locked AS (
                SELECT stock.variant_id, stock.location_id, '' AS channel, total.quantity, stock.by_lot,
                       stock.low_below, 0 AS available,
                       stock.on_hand - stock.committed - stock.earmarked AS free_before
                  FROM (SELECT variant_id, location_id, sum(quantity)::bigint AS quantity
                          FROM closed
                         GROUP BY variant_id, location_id) AS total
                  JOIN inventory.stock AS stock USING (variant_id, location_id)
                 ORDER BY stock.variant_id, stock.location_id
                   FOR UPDATE OF stock
            ), marks AS (
                UPDATE inventory.earmark AS earmark
                   SET quantity = earmark.quantity + closed.quantity
                  FROM locked
                  JOIN closed USING (variant_id, location_id)
                 WHERE earmark.variant_id = closed.variant_id AND earmark.location_id = closed.location_id
                   AND earmark.channel = closed.channel AND ?
                RETURNING earmark.variant_id, earmark.location_id, earmark.channel, closed.quantity
            ), changed AS (
                UPDATE inventory.stock AS stock
                   SET on_hand = stock.on_hand - locked.quantity * ?,
                       committed = stock.committed - locked.quantity * ?,
                       earmarked = stock.earmarked
                           + COALESCE((SELECT sum(marks.quantity)
                                         FROM marks
                                        WHERE marks.variant_id = locked.variant_id
                                          AND marks.location_id = locked.location_id), 0),
                       version = stock.version + 1
                  FROM locked
                 WHERE stock.variant_id = locked.variant_id AND stock.location_id = locked.location_id
                RETURNING stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                          stock.committed, stock.earmarked, stock.version, locked.quantity
            ), picked AS (
                SELECT variant_id, location_id, given.code, given.quantity
                  FROM changed
                  JOIN inventory.commitment_lot AS given USING (variant_id, location_id)
                 WHERE given.order_id = ?
            ), lots AS (
                UPDATE inventory.lot AS lot
                   SET on_hand = lot.on_hand - picked.quantity * ?, committed = lot.committed - picked.quantity * ?
                  FROM picked
                 WHERE lot.variant_id = picked.variant_id AND lot.location_id = picked.location_id
                   AND lot.code = picked.code
            ), moved AS (
                INSERT INTO inventory.movement (variant_id, location_id, merchant_id, kind, on_hand_delta,
                       committed_delta, earmarked_delta, channel, lot, reference)
                SELECT variant_id, location_id, changed.merchant_id, ?, -part.committed * ?, -part.committed * ?,
                       part.earmarked, part.channel, part.lot, ?
                  FROM (SELECT variant_id, location_id, quantity AS committed, 0 AS earmarked, NULL AS channel,
                               code AS lot
                          FROM picked
                         UNION ALL
                        SELECT variant_id, location_id, 0, quantity, channel, NULL
                          FROM marks
                         UNION ALL
                        SELECT changed.variant_id, changed.location_id,
                               changed.quantity - COALESCE(sum(picked.quantity)::bigint, 0), 0, NULL, NULL
                          FROM changed
                          LEFT JOIN picked USING (variant_id, location_id)
                         GROUP BY changed.variant_id, changed.location_id, changed.quantity
                        HAVING changed.quantity > COALESCE(sum(picked.quantity), 0)) AS part
                  JOIN changed USING (variant_id, location_id)
            )
            """ + CommitStatement.result("locked");

    private final JdbcOperations jdbc;

    CloseStatement(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    List<Touched> sell(UUID orderId) {
        return close(orderId, Closing.SALE);
    }

    List<Touched> release(UUID orderId) {
        return close(orderId, Closing.RELEASE);
    }

    List<Touched> takeBack(UUID orderId) {
        return close(orderId, Closing.RETURN);
    }

    /** From which state to which, and by how many of the pieces what is on hand and what is committed falls. */
    private enum Closing {
        SALE("COMMITTED", "SOLD", 1, 1),
        RELEASE("COMMITTED", "RELEASED", 0, 1),
        RETURN("SOLD", "RELEASED", -1, 0);

        private final String from;
        private final String to;
        private final int onHand;
        private final int committed;

        Closing(String from, String to, int onHand, int committed) {
            this.from = from;
            this.to = to;
            this.onHand = onHand;
            this.committed = committed;
        }
    }

    private List<Touched> close(UUID orderId, Closing closing) {
        return jdbc.prepareStatement(CLOSE, statement -> {
            statement.setString(1, closing.to);
            statement.setObject(2, orderId);
            statement.setString(3, closing.from);
            statement.setBoolean(4, closing == Closing.RELEASE);
            statement.setInt(5, closing.onHand);
            statement.setInt(6, closing.committed);
            statement.setObject(7, orderId);
            statement.setInt(8, closing.onHand);
            statement.setInt(9, closing.committed);
            statement.setString(10, closing.name());
            statement.setInt(11, closing.onHand);
            statement.setInt(12, closing.committed);
            statement.setString(13, orderId.toString());
            try (var rows = statement.executeQuery()) {
                return Touched.read(rows);
            }
        });
    }
}
