package market.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of stock that a statement for an order locked.
 *
 * @param row after the change; null when nothing was changed
 * @param channel whose earmark the line was to be taken from; empty: free stock
 * @param available what the line could have taken
 * @param freeBefore what anybody could take of it
 * @param elsewhere what is free of the variant at other places
 * @param lowBelow the merchant's threshold
 * @param byLot it has lots to pick from
 * @param laddered other variants are sold out of it, too
 */
record Touched(
        StockKey key,
        String channel,
        @Nullable StockRow row,
        long available,
        long freeBefore,
        long elsewhere,
        @Nullable Long lowBelow,
        boolean byLot,
        boolean laddered) {

    /** The row after the change, which must have happened. */
    StockRow changed() {
        return Objects.requireNonNull(row);
    }

    /** Columns of a row after a change, as {@code changed} returns them. */
    static List<Touched> read(ResultSet rows) throws SQLException {
        var touched = new ArrayList<Touched>();
        while (rows.next()) {
            var key = StockKey.read(rows);
            var merchant = rows.getObject("merchant_id", UUID.class);
            var row = merchant == null
                    ? null
                    : StockRow.own(
                            key,
                            merchant,
                            rows.getObject("product_id", UUID.class),
                            rows.getLong("on_hand"),
                            rows.getLong("committed"),
                            rows.getLong("earmarked"),
                            rows.getLong("version"));
            touched.add(new Touched(
                    key,
                    rows.getString("channel"),
                    row,
                    rows.getLong("available"),
                    rows.getLong("free_before"),
                    rows.getLong("elsewhere"),
                    rows.getObject("low_below", Long.class),
                    rows.getBoolean("by_lot"),
                    rows.getBoolean("laddered")));
        }
        return touched;
    }
}
