package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import market.catalog.VariantId;
import market.inventory.StockMovement.Position;
import market.kernel.MerchantId;
import market.kernel.Slice;

/**
 * The history of stock as a feed. It ends before the oldest transaction that is still under way: numbers are given out before
 * transactions commit, so that a movement beyond that could still get a neighbour in front of it, which a reader who has gone
 * past would never see.
 */
@Singleton
public class StockMovements {

    private static final String COLUMNS = """
            SELECT CAST(CAST(written_in AS text) AS bigint) AS written_in, id, variant_id, location_id, kind,
                   on_hand_delta, committed_delta, earmarked_delta, channel, lot, reference, created_at
              FROM inventory.movement
            """;

    private final JdbcOperations jdbc;

    StockMovements(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty also when the movement is another merchant's. */
    @Transactional(readOnly = true)
    public Optional<StockMovement> find(MerchantId merchant, long id) {
        return jdbc.prepareStatement(COLUMNS + " WHERE merchant_id = ? AND id = ?", statement -> {
            statement.setObject(1, merchant.value());
            statement.setLong(2, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        });
    }

    /** A merchant's movements after a position, oldest transaction first. */
    @Transactional(readOnly = true)
    public Slice<StockMovement> since(MerchantId merchant, Position after, int limit) {
        return jdbc.prepareStatement(COLUMNS + """
                 WHERE merchant_id = ?
                   AND (written_in, id) > (CAST(? AS xid8), ?)
                   AND written_in < pg_snapshot_xmin(pg_current_snapshot())
                 ORDER BY movement.written_in, movement.id
                 LIMIT ?
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setString(2, Long.toString(after.transaction()));
            statement.setLong(3, after.id());
            statement.setInt(4, limit + 1);
            try (var rows = statement.executeQuery()) {
                var movements = new ArrayList<StockMovement>();
                while (rows.next()) {
                    movements.add(read(rows));
                }
                return Slice.of(movements, limit);
            }
        });
    }

    private static StockMovement read(ResultSet row) throws SQLException {
        return new StockMovement(
                new Position(row.getLong("written_in"), row.getLong("id")),
                new VariantId(row.getObject("variant_id", UUID.class)),
                new LocationId(row.getObject("location_id", UUID.class)),
                MovementKind.valueOf(row.getString("kind")),
                row.getLong("on_hand_delta"),
                row.getLong("committed_delta"),
                row.getLong("earmarked_delta"),
                row.getString("channel"),
                row.getString("lot"),
                row.getString("reference"),
                row.getTimestamp("created_at").toInstant());
    }
}
