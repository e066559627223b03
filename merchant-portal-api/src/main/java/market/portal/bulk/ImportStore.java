package market.portal.bulk;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.portal.bulk.ProductImport.FoundChange;
import market.portal.bulk.ProductImport.FoundFault;
import market.portal.bulk.ProductImport.State;
import org.jspecify.annotations.Nullable;

/** Imports as merchants see them: all in the caller's transaction. */
@Singleton
class ImportStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};
    static final String COLUMNS = """
            id, merchant_id, upload_id, media_upload_id, file_name, CAST(mapping AS text) AS mapping, CAST(columns AS text) AS columns,
                   CAST(ignored AS text) AS ignored, is_dry_run, is_partial, state, done_to, rows, products, done,
                   created, changed, unchanged, refused, for_review, faults, warnings, report_secret, failures, created_at,
                   finished_at
            """;

    private final JdbcOperations jdbc;

    ImportStore(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Nothing when there is an import of that upload already. */
    void insert(ProductImport wanted) {
        jdbc.prepareStatement("""
                INSERT INTO portal.product_import (id, merchant_id, upload_id, media_upload_id, file_name, mapping, is_dry_run,
                       is_partial, state, report_secret)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, 'READING', ?)
                ON CONFLICT (upload_id) DO NOTHING
                """, statement -> {
            statement.setObject(1, wanted.id());
            statement.setObject(2, wanted.merchant().value());
            statement.setObject(3, wanted.uploadId());
            statement.setObject(4, wanted.mediaUploadId());
            statement.setString(5, wanted.fileName());
            statement.setString(6, Json.write(wanted.mapping()));
            statement.setBoolean(7, wanted.isDryRun());
            statement.setBoolean(8, wanted.isPartial());
            statement.setObject(9, wanted.reportSecret());
            return statement.executeUpdate();
        });
    }

    Optional<ProductImport> find(UUID id) {
        return one("WHERE id = ?", id);
    }

    Optional<ProductImport> findByUpload(UUID upload) {
        return one("WHERE upload_id = ?", upload);
    }

    Optional<ProductImport> findByReport(UUID secret) {
        return one("WHERE report_secret = ?", secret);
    }

    /** Newest first. */
    List<ProductImport> page(MerchantId merchant, UUID before, int limit) {
        return list("WHERE merchant_id = ? AND id < ? ORDER BY id DESC LIMIT ?", merchant.value(), before, limit);
    }

    /** From a dry run that was checked to its pass of writing; false when it is in another state. */
    boolean startApplying(UUID id, boolean isPartial) {
        return jdbc.prepareStatement("""
                UPDATE portal.product_import
                   SET state = 'APPLYING', is_dry_run = false, is_partial = ?, done_to = '', done = 0, created = 0,
                       changed = 0, unchanged = 0, refused = 0, for_review = 0, finished_at = NULL
                 WHERE id = ? AND state = 'CHECKED'
                """, statement -> {
                    statement.setBoolean(1, isPartial);
                    statement.setObject(2, id);
                    return statement.executeUpdate();
                })
                == 1;
    }

    /** In the order of rows. */
    List<FoundFault> faults(UUID id, long afterRow, long afterId, int limit) {
        return jdbc.prepareStatement("""
                SELECT id, row_number, column_name, value, is_warning, reason_zh, reason_en
                  FROM portal.import_fault
                 WHERE import_id = ? AND (row_number, id) > (?, ?)
                 ORDER BY row_number, id
                 LIMIT ?
                """, statement -> {
            statement.setObject(1, id);
            statement.setLong(2, afterRow);
            statement.setLong(3, afterId);
            statement.setInt(4, limit);
            try (var rows = statement.executeQuery()) {
                var faults = new ArrayList<FoundFault>();
                while (rows.next()) {
                    faults.add(new FoundFault(
                            rows.getLong("id"),
                            rows.getLong("row_number"),
                            rows.getString("column_name"),
                            rows.getString("value"),
                            rows.getBoolean("is_warning"),
                            new LocalizedText(rows.getString("reason_zh"), rows.getString("reason_en"))));
                }
                return faults;
            }
        });
    }

    /** In the order in which they were found. */
    List<FoundChange> changes(UUID id, int limit) {
        return jdbc.prepareStatement("""
                SELECT product_key, sku, field, before, after
                  FROM portal.import_change
                 WHERE import_id = ?
                 ORDER BY id
                 LIMIT ?
                """, statement -> {
            statement.setObject(1, id);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var changes = new ArrayList<FoundChange>();
                while (rows.next()) {
                    changes.add(new FoundChange(
                            rows.getString("product_key"),
                            rows.getString("sku"),
                            rows.getString("field"),
                            rows.getString("before"),
                            rows.getString("after")));
                }
                return changes;
            }
        });
    }

    /** Imports that ended three months ago, and dry runs that nobody carried out. */
    int deleteOld() {
        return jdbc.prepareStatement("""
                DELETE FROM portal.product_import
                 WHERE finished_at < now() - interval '90 days'
                    OR (state = 'CHECKED' AND created_at < now() - interval '7 days')
                """, PreparedStatement::executeUpdate);
    }

    private Optional<ProductImport> one(String condition, Object... values) {
        return list(condition, values).stream().findFirst();
    }

    private List<ProductImport> list(String condition, Object... values) {
        return jdbc.prepareStatement("SELECT " + COLUMNS + " FROM portal.product_import " + condition, statement -> {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return read(statement);
        });
    }

    static List<ProductImport> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<ProductImport>();
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        }
    }

    private static ProductImport row(ResultSet rows) throws SQLException {
        return new ProductImport(
                rows.getObject("id", UUID.class),
                new MerchantId(rows.getObject("merchant_id", UUID.class)),
                rows.getObject("upload_id", UUID.class),
                rows.getObject("media_upload_id", UUID.class),
                rows.getString("file_name"),
                Json.read(rows.getString("mapping"), TEXTS),
                Json.read(rows.getString("columns"), TEXTS),
                Json.read(rows.getString("ignored"), LIST),
                rows.getBoolean("is_dry_run"),
                rows.getBoolean("is_partial"),
                State.valueOf(rows.getString("state")),
                rows.getString("done_to"),
                rows.getLong("rows"),
                rows.getLong("products"),
                rows.getLong("done"),
                new ProductImport.Counts(
                        rows.getLong("created"),
                        rows.getLong("changed"),
                        rows.getLong("unchanged"),
                        rows.getLong("refused"),
                        rows.getLong("for_review"),
                        rows.getLong("faults"),
                        rows.getLong("warnings")),
                rows.getObject("report_secret", UUID.class),
                rows.getInt("failures"),
                rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(rows.getObject("finished_at", OffsetDateTime.class)));
    }

    private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
