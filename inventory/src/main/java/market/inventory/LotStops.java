package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.ExpireLots.ExpireLotsRound;
import market.kernel.MerchantId;

/** Stops the sale of batches that were called back, and tells which orders were given pieces of them. */
@Singleton
public class LotStops {

    private final JdbcOperations jdbc;
    private final StockBook book;
    private final ExpireLotsRound round;

    LotStops(JdbcOperations jdbc, StockBook book, ExpireLotsRound round) {
        this.jdbc = jdbc;
        this.book = book;
        this.round = round;
    }

    /** In the transaction of the recall: when it commits, no statement that picks a lot sees this one as sellable. */
    @Transactional
    public StoppedLot stop(MerchantId merchant, ProductId product, String code) {
        book.takeTurn(merchant);
        var pools = pools(code);
        var free = mark(code, "on_hand - committed");
        var promised = mark(code, "committed");
        round.takeOff(merchant, pools);
        return new StoppedLot(free, promised, untracked(product));
    }

    /** Orders that were given pieces of a batch, with how many, whatever became of them. */
    @Transactional(readOnly = true)
    public Map<UUID, Long> orders(String code) {
        return jdbc.prepareStatement("""
                SELECT order_id, sum(quantity) AS units
                  FROM inventory.commitment_lot
                 WHERE code = ?
                 GROUP BY order_id
                 ORDER BY order_id
                """, statement -> {
            statement.setString(1, code);
            try (var rows = statement.executeQuery()) {
                var orders = new LinkedHashMap<UUID, Long>();
                while (rows.next()) {
                    orders.put(rows.getObject("order_id", UUID.class), rows.getLong("units"));
                }
                return orders;
            }
        });
    }

    private List<VariantId> pools(String code) {
        return jdbc.prepareStatement(
                "SELECT DISTINCT variant_id FROM inventory.lot WHERE code = ? ORDER BY variant_id", statement -> {
                    statement.setString(1, code);
                    try (var rows = statement.executeQuery()) {
                        var pools = new ArrayList<VariantId>();
                        while (rows.next()) {
                            pools.add(new VariantId(rows.getObject("variant_id", UUID.class)));
                        }
                        return pools;
                    }
                });
    }

    /** Rows of stock are locked first, as everywhere. */
    private long mark(String code, String counted) {
        return jdbc.prepareStatement("""
                WITH shelves AS (
                    SELECT stock.variant_id, stock.location_id
                      FROM inventory.stock AS stock
                     WHERE (stock.variant_id, stock.location_id) IN (
                           SELECT variant_id, location_id FROM inventory.lot WHERE code = ?)
                     ORDER BY stock.variant_id, stock.location_id
                       FOR UPDATE
                ), marked AS (
                    UPDATE inventory.lot AS lot
                       SET stopped = true
                      FROM shelves
                     WHERE lot.variant_id = shelves.variant_id AND lot.location_id = shelves.location_id
                       AND lot.code = ?
                    RETURNING lot.on_hand, lot.committed
                )
                SELECT COALESCE(sum(%s), 0) AS units FROM marked
                """.formatted(counted), statement -> {
            statement.setString(1, code);
            statement.setString(2, code);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("units");
            }
        });
    }

    private long untracked(ProductId product) {
        return jdbc.prepareStatement("""
                SELECT COALESCE(sum(stock.on_hand - stock.committed - COALESCE(known.free, 0)), 0) AS units
                  FROM inventory.stock AS stock
                  LEFT JOIN (SELECT variant_id, location_id, sum(on_hand - committed) AS free
                               FROM inventory.lot
                              GROUP BY variant_id, location_id) AS known USING (variant_id, location_id)
                 WHERE stock.product_id = ?
                """, statement -> {
            statement.setObject(1, product.value());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("units");
            }
        });
    }
}
