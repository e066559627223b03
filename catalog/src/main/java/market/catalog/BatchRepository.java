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
                   first_scanned_at
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
