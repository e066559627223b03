package market.portal.bulk;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Json;
import market.portal.bulk.ProductImport.Counts;
import market.portal.bulk.ProductImport.State;

/**
 * Whose turn an import is and how far it has come, in the caller's transaction: every step is stored together with what it
 * did, by whoever holds the lease.
 */
@Singleton
class ImportProgress {

    // Longer than any single step; a copy that was killed is replaced after it.
    private static final int LEASE_SECONDS = 15;
    private static final int FAILURES_MAX = 8;

    private final JdbcOperations jdbc;
    private final Ids ids;

    ImportProgress(JdbcOperations jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** The import that waited longest; those of one merchant in the order in which they came. */
    Optional<ImportLease> lease() {
        var token = ids.next();
        return jdbc
                .prepareStatement("""
                        UPDATE portal.product_import
                           SET lease = ?, leased_until = now() + make_interval(secs => ?)
                         WHERE id = (
                               SELECT due.id
                                 FROM portal.product_import AS due
                                WHERE due.state IN ('READING', 'CHECKING', 'APPLYING')
                                  AND (due.leased_until IS NULL OR due.leased_until <= now())
                                  AND NOT EXISTS (
                                      SELECT 1
                                        FROM portal.product_import AS earlier
                                       WHERE earlier.merchant_id = due.merchant_id AND earlier.id < due.id
                                         AND earlier.state IN ('READING', 'CHECKING', 'APPLYING'))
                                ORDER BY due.leased_until NULLS FIRST, due.id
                                LIMIT 1
                                  FOR UPDATE SKIP LOCKED)
                        RETURNING\s""" + ImportStore.COLUMNS, statement -> {
                    statement.setObject(1, token);
                    statement.setInt(2, LEASE_SECONDS);
                    return ImportStore.read(statement);
                })
                .stream()
                .findFirst()
                .map(work -> new ImportLease(work, token));
    }

    /** Begins to read, perhaps anew. */
    void opened(ImportLease lease, Map<String, String> columns, List<String> ignored) {
        write(
                lease,
                "columns = ?::jsonb, ignored = ?::jsonb, rows = 0, faults = 0",
                Json.write(columns),
                Json.write(ignored));
    }

    void read(ImportLease lease, long rows, long faults) {
        write(lease, "rows = rows + ?, faults = faults + ?", rows, faults);
    }

    /** To the beginning of the next pass. */
    void begin(ImportLease lease, State state) {
        write(lease, """
                state = ?, done_to = '', done = 0, created = 0, changed = 0, unchanged = 0, refused = 0, for_review = 0,
                       failures = 0
                """, state.name());
    }

    void checkable(ImportLease lease, long products, long faults) {
        write(lease, "state = 'CHECKING', products = ?, faults = faults + ?", products, faults);
    }

    /** A page further. */
    void advance(ImportLease lease, String doneTo, long products, Counts more) {
        write(
                lease,
                """
                done_to = ?, done = done + ?, created = created + ?, changed = changed + ?, unchanged = unchanged + ?,
                       refused = refused + ?, for_review = for_review + ?, faults = faults + ?,
                       warnings = warnings + ?, failures = 0
                """,
                doneTo,
                products,
                more.created(),
                more.changed(),
                more.unchanged(),
                more.refused(),
                more.forReview(),
                more.faults(),
                more.warnings());
    }

    void end(ImportLease lease, State state) {
        write(lease, "state = ?, finished_at = now(), lease = NULL, leased_until = NULL", state.name());
    }

    /** Lets others have a turn. */
    void pause(ImportLease lease) {
        write(lease, "lease = NULL, leased_until = now()");
    }

    /** After an accident of ours: again after a while, and at some time no more. */
    void putBack(ImportLease lease) {
        jdbc.prepareStatement("""
                UPDATE portal.product_import
                   SET failures = failures + 1, lease = NULL,
                       leased_until = now() + make_interval(secs => 2 * (failures + 1)),
                       state = CASE WHEN failures + 1 >= ? THEN 'FAILED' ELSE state END,
                       finished_at = CASE WHEN failures + 1 >= ? THEN now() END
                 WHERE id = ? AND lease = ?
                """, statement -> {
            statement.setInt(1, FAILURES_MAX);
            statement.setInt(2, FAILURES_MAX);
            statement.setObject(3, lease.work().id());
            statement.setObject(4, lease.token());
            return statement.executeUpdate();
        });
    }

    private void write(ImportLease lease, String assignments, Object... values) {
        UUID token = lease.token();
        // Every step renews the lease, except those that give it up.
        var renewal = assignments.contains("leased_until")
                ? ""
                : ", leased_until = now() + make_interval(secs => " + LEASE_SECONDS + ")";
        var written = jdbc.prepareStatement(
                "UPDATE portal.product_import SET " + assignments + renewal + " WHERE id = ? AND lease = ?",
                statement -> {
                    for (var i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                    }
                    statement.setObject(values.length + 1, lease.work().id());
                    statement.setObject(values.length + 2, token);
                    return statement.executeUpdate();
                });
        if (written != 1) {
            throw new LostLeaseException();
        }
    }
}
