package market.portal.bulk;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import market.kernel.Json;
import market.portal.bulk.ProductImport.FoundChange;
import org.jspecify.annotations.Nullable;

/** Rows of files under way, and what was found about them: all in the caller's transaction. */
@Singleton
class StagedRows {

    /**
     * A fault and the product that it keeps out.
     *
     * @param key null when that cannot be said
     */
    record PlacedFault(@Nullable String key, TableFault fault, boolean isWarning) {}

    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {};

    private final JdbcOperations jdbc;

    StagedRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void clear(UUID importId) {
        for (var table : List.of("import_row", "import_fault", "import_change")) {
            delete(table, importId);
        }
    }

    void clearRows(UUID importId) {
        delete("import_row", importId);
    }

    private void delete(String table, UUID importId) {
        jdbc.prepareStatement("DELETE FROM portal." + table + " WHERE import_id = ?", statement -> {
            statement.setObject(1, importId);
            return statement.executeUpdate();
        });
    }

    void add(UUID importId, List<ImportRow> rows) {
        insert(
                """
                INSERT INTO portal.import_row (import_id, row_number, product_key, sku, handle, cells)
                SELECT ?, given.*
                  FROM unnest(?::bigint[], ?, ?, ?, ?) AS given
                """,
                importId,
                rows,
                List.of(
                        ImportRow::number,
                        ImportRow::key,
                        ImportRow::sku,
                        row -> row.cells().getOrDefault("handle", ""),
                        row -> Json.write(row.cells())));
    }

    void addFaults(UUID importId, List<PlacedFault> faults) {
        insert(
                """
                INSERT INTO portal.import_fault (import_id, row_number, column_name, value, product_key, is_warning,
                       reason_zh, reason_en)
                SELECT ?, given.*
                  FROM unnest(?::bigint[], ?, ?, ?, ?::boolean[], ?, ?) AS given
                """,
                importId,
                faults,
                List.of(
                        each -> each.fault().row(),
                        each -> each.fault().column(),
                        each -> each.fault().value(),
                        PlacedFault::key,
                        PlacedFault::isWarning,
                        each -> each.fault().reason().zh(),
                        each -> each.fault().reason().en()));
    }

    void addChanges(UUID importId, List<FoundChange> changes) {
        insert(
                """
                INSERT INTO portal.import_change (import_id, product_key, sku, field, before, after)
                SELECT ?, given.*
                  FROM unnest(?, ?, ?, ?, ?) AS given
                """,
                importId,
                changes,
                List.of(
                        FoundChange::key,
                        FoundChange::sku,
                        FoundChange::field,
                        FoundChange::before,
                        FoundChange::after));
    }

    /** One array per column: as fast as the rows can be written, in one statement. */
    private <T> void insert(
            String sql, UUID importId, List<T> rows, List<Function<? super T, @Nullable Object>> columns) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, importId);
            for (var i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                var cells = new @Nullable Object[rows.size()];
                for (var row = 0; row < cells.length; row++) {
                    var cell = column.apply(rows.get(row));
                    cells[row] = cell == null ? null : cell.toString();
                }
                statement.setArray(i + 2, statement.getConnection().createArrayOf("text", cells));
            }
            return statement.executeUpdate();
        });
    }

    long products(UUID importId) {
        return jdbc.prepareStatement(
                "SELECT count(DISTINCT product_key) FROM portal.import_row WHERE import_id = ?", statement -> {
                    statement.setObject(1, importId);
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    /** Tells of every row but the first that has the sku of another, and of handles that two products want. */
    int findDuplicates(UUID importId, String skuColumn, String handleColumn) {
        return duplicates("""
                        INSERT INTO portal.import_fault (import_id, row_number, column_name, value, product_key, is_warning,
                               reason_zh, reason_en)
                        SELECT import_id, row_number, ?, sku, product_key, false,
                               '规格编码与第 ' || first || ' 行重复', 'row ' || first || ' has the same sku'
                          FROM (SELECT import_id, row_number, sku, product_key,
                                       min(row_number) OVER (PARTITION BY sku) AS first
                                  FROM portal.import_row
                                 WHERE import_id = ?) AS counted
                         WHERE row_number > first
                        """, skuColumn, importId) + duplicates("""
                        INSERT INTO portal.import_fault (import_id, row_number, column_name, value, product_key, is_warning,
                               reason_zh, reason_en)
                        SELECT import_id, row_number, ?, handle, product_key, false,
                               '网址名与商品 ' || first || ' 重复', 'the product ' || first || ' has the same handle'
                          FROM (SELECT import_id, row_number, handle, product_key,
                                       min(product_key) OVER (PARTITION BY handle) AS first
                                  FROM portal.import_row
                                 WHERE import_id = ? AND handle <> '') AS counted
                         WHERE product_key <> first
                        """, handleColumn, importId);
    }

    private int duplicates(String sql, String column, UUID importId) {
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, column);
            statement.setObject(2, importId);
            return statement.executeUpdate();
        });
    }

    /** Rows of products behind a key, product by product. */
    List<ImportRow> page(UUID importId, String afterKey, int limit) {
        return jdbc.prepareStatement("""
                SELECT row_number, product_key, sku, cells
                  FROM portal.import_row
                 WHERE import_id = ? AND product_key > ?
                 ORDER BY product_key, row_number
                 LIMIT ?
                """, statement -> {
            statement.setObject(1, importId);
            statement.setString(2, afterKey);
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<ImportRow>();
                while (rows.next()) {
                    found.add(new ImportRow(
                            rows.getLong("row_number"),
                            rows.getString("product_key"),
                            rows.getString("sku"),
                            Json.read(rows.getString("cells"), CELLS)));
                }
                return found;
            }
        });
    }

    /** Those of the products that something is wrong with. */
    Set<String> faulty(UUID importId, Collection<String> keys) {
        return jdbc.prepareStatement("""
                SELECT DISTINCT product_key
                  FROM portal.import_fault
                 WHERE import_id = ? AND product_key = ANY (?) AND NOT is_warning
                """, statement -> {
            statement.setObject(1, importId);
            statement.setArray(2, statement.getConnection().createArrayOf("text", keys.toArray()));
            try (var rows = statement.executeQuery()) {
                var faulty = new HashSet<String>();
                while (rows.next()) {
                    faulty.add(rows.getString("product_key"));
                }
                return faulty;
            }
        });
    }
}
