package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface BatchRepository extends GenericRepository<BatchRow, UUID> {

    String COLUMNS = """
            SELECT id, product_id, code, produced_on, best_before, origin_code, CAST(events AS text) AS events,
                   first_scanned_at,
                   (SELECT CAST(jsonb_build_object(
                               'reason', jsonb_build_object('zh', r.reason_zh, 'en', r.reason_en),
                               'remedy', jsonb_build_object('zh', r.remedy_zh, 'en', r.remedy_en),
                               'at', r.opened_at) AS text)
                      FROM catalog.recall AS r
                     WHERE r.batch_id = batch.id) AS recalled
              FROM catalog.batch
            """;

    @Query(COLUMNS + " WHERE id = :id")
    Optional<BatchRow> findById(UUID id);

    @Query(COLUMNS + " WHERE code = :code")
    Optional<BatchRow> findByCode(String code);

    @Query(COLUMNS + " WHERE product_id IN (:products) ORDER BY produced_on DESC, code")
    List<BatchRow> findByProducts(Collection<UUID> products);

    @Query(COLUMNS + " WHERE code IN (:codes)")
    List<BatchRow> findByCodes(Collection<String> codes);

    @Query("UPDATE catalog.batch SET first_scanned_at = :at WHERE id = :id AND first_scanned_at IS NULL")
    int recordFirstScan(UUID id, Instant at);

    /** Nobody else writes it until the transaction ends. */
    @Query("SELECT id FROM catalog.batch WHERE code = :code FOR UPDATE")
    Optional<UUID> lock(String code);

    @Query("UPDATE catalog.batch SET events = CAST(:events AS jsonb) WHERE id = :id")
    int setEvents(UUID id, String events);

    @Query("""
            INSERT INTO catalog.pack_scan (batch_id, serial, scans, first_at, last_at)
            VALUES (:batch, :serial, 1, :at, :at)
            ON CONFLICT (batch_id, serial) DO UPDATE SET scans = pack_scan.scans + 1, last_at = excluded.last_at
            """)
    int countScan(UUID batch, String serial, Instant at);

    @Query(
            "SELECT serial, scans, first_at, last_at FROM catalog.pack_scan WHERE batch_id = :batch AND serial = :serial")
    Optional<PackScan> findScan(UUID batch, String serial);

    @Query("""
            INSERT INTO catalog.batch (id, product_id, code, produced_on, best_before, origin_code, events)
            VALUES (:id, :productId, :code, :producedOn, :bestBefore, :originCode, CAST(:events AS jsonb))
            ON CONFLICT (code) DO UPDATE
               SET produced_on = excluded.produced_on, best_before = excluded.best_before,
                   origin_code = excluded.origin_code, events = excluded.events
             WHERE batch.product_id = excluded.product_id
            """)
    void upsert(BatchRow row);
}
