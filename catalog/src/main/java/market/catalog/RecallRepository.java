package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RecallRepository extends GenericRepository<RecallRow, UUID> {

    String COLUMNS = """
            SELECT r.id, r.batch_id, b.code AS batch_code, b.product_id, r.merchant_id, r.reason_zh, r.reason_en,
                   r.remedy_zh, r.remedy_en, r.opened_by, r.opened_at, r.taken_off, r.promised, r.untracked, r.closed_at,
                   r.closed_note, r.version
              FROM catalog.recall AS r
              JOIN catalog.batch AS b ON b.id = r.batch_id
            """;

    @Query(COLUMNS + " WHERE r.id = :id")
    Optional<RecallRow> findById(UUID id);

    @Query(COLUMNS + " WHERE r.id > :after ORDER BY r.id LIMIT :limit")
    List<RecallRow> page(UUID after, int limit);

    @Query(COLUMNS + " WHERE r.merchant_id = :merchant AND r.id > :after ORDER BY r.id LIMIT :limit")
    List<RecallRow> pageOfMerchant(UUID merchant, UUID after, int limit);

    @Query("""
            INSERT INTO catalog.recall (id, batch_id, merchant_id, reason_zh, reason_en, remedy_zh, remedy_en, opened_by,
                   opened_at)
            VALUES (:id, :batch, :merchant, :reasonZh, :reasonEn, :remedyZh, :remedyEn, :openedBy, :openedAt)
            ON CONFLICT (batch_id) DO NOTHING
            """)
    int insert(
            UUID id,
            UUID batch,
            UUID merchant,
            String reasonZh,
            @Nullable String reasonEn,
            String remedyZh,
            @Nullable String remedyEn,
            String openedBy,
            Instant openedAt);

    @Query(
            "UPDATE catalog.recall SET taken_off = :takenOff, promised = :promised, untracked = :untracked WHERE id = :id")
    int setStopped(UUID id, long takenOff, long promised, long untracked);

    @Query("""
            UPDATE catalog.recall
               SET closed_at = :at, closed_note = :note, version = version + 1
             WHERE id = :id AND version = :expectedVersion AND closed_at IS NULL
            """)
    int close(UUID id, Instant at, String note, int expectedVersion);
}
