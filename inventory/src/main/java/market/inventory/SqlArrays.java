package market.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of rows as array parameters, for statements that take many rows at once. */
final class SqlArrays {

    private SqlArrays() {}

    static <T> void setUuids(
            PreparedStatement statement, int index, Collection<T> rows, Function<? super T, UUID> column)
            throws SQLException {
        set(statement, index, "uuid", rows, column);
    }

    static <T> void setLongs(
            PreparedStatement statement, int index, Collection<T> rows, Function<? super T, @Nullable Long> column)
            throws SQLException {
        set(statement, index, "bigint", rows, column);
    }

    static <T> void setTexts(
            PreparedStatement statement, int index, Collection<T> rows, Function<? super T, @Nullable String> column)
            throws SQLException {
        set(statement, index, "text", rows, column);
    }

    static <T> void set(
            PreparedStatement statement,
            int index,
            String type,
            Collection<T> rows,
            Function<? super T, ? extends @Nullable Object> column)
            throws SQLException {
        var values = new @Nullable Object[rows.size()];
        var i = 0;
        for (var row : rows) {
            values[i++] = column.apply(row);
        }
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
