package market.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** One row of stock. PostgreSQL orders them when it locks: its order of UUIDs is not Java's. */
record StockKey(UUID variant, UUID location) {

    static StockKey read(ResultSet row) throws SQLException {
        return new StockKey(row.getObject("variant_id", UUID.class), row.getObject("location_id", UUID.class));
    }
}
