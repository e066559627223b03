package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PavilionAdmissionRepository extends GenericRepository<PavilionAdmissionRow, UUID> {

    String COLUMNS = """
            SELECT id, pavilion_id, (SELECT h.handle FROM catalog.pavilion AS h WHERE h.id = pavilion_id) AS pavilion_handle,
                   merchant_id, state, offered_fee, fee_rate, message, reason, applied_at, decided_at, version
              FROM catalog.pavilion_admission
            """;

    @Query(COLUMNS + " WHERE id = :id")
    Optional<PavilionAdmissionRow> findById(UUID id);

    @Query(COLUMNS + " WHERE pavilion_id = :pavilion AND merchant_id = :merchant AND state IN ('APPLIED', 'ADMITTED')")
    Optional<PavilionAdmissionRow> findOpen(UUID pavilion, UUID merchant);

    @Query(COLUMNS + """
             WHERE pavilion_id = :pavilion AND state IN (:states) AND id > :after
             ORDER BY id
             LIMIT :limit
            """)
    List<PavilionAdmissionRow> page(UUID pavilion, Collection<String> states, UUID after, int limit);

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id > :after ORDER BY id LIMIT :limit")
    List<PavilionAdmissionRow> pageOfMerchant(UUID merchant, UUID after, int limit);

    /** Nothing when one of the merchant's is open there. */
    @Query("""
            INSERT INTO catalog.pavilion_admission (id, pavilion_id, merchant_id, state, offered_fee, message, applied_at)
            VALUES (:id, :pavilion, :merchant, 'APPLIED', :fee, :said, :at)
            ON CONFLICT DO NOTHING
            """)
    int apply(UUID id, UUID pavilion, UUID merchant, BigDecimal fee, @Nullable String said, Instant at);

    @Query("""
            UPDATE catalog.pavilion_admission
               SET offered_fee = :fee, message = :said, version = version + 1
             WHERE id = :id AND state = 'APPLIED' AND (offered_fee, message) IS DISTINCT FROM
                   (CAST(:fee AS numeric), CAST(:said AS text))
            """)
    int applyAnew(UUID id, BigDecimal fee, @Nullable String said);

    /** For goods that a data pack lists: only where the merchant never applied. */
    @Query("""
            INSERT INTO catalog.pavilion_admission (id, pavilion_id, merchant_id, state, offered_fee, fee_rate, applied_at,
                   decided_at)
            SELECT :id, :pavilion, :merchant, 'ADMITTED', 0, 0, :at, :at
             WHERE NOT EXISTS (SELECT 1
                                 FROM catalog.pavilion_admission
                                WHERE pavilion_id = :pavilion AND merchant_id = :merchant)
            ON CONFLICT DO NOTHING
            """)
    int admitFirst(UUID id, UUID pavilion, UUID merchant, Instant at);

    /** Only while its version is still the row's. */
    @Query("""
            UPDATE catalog.pavilion_admission
               SET state = :wanted, fee_rate = COALESCE(:fee, fee_rate), reason = :why, decided_at = :at,
                   decided_by = :curator, version = version + 1
             WHERE id = :id AND version = :expected
            """)
    int decide(
            UUID id,
            PavilionAdmission.State wanted,
            @Nullable BigDecimal fee,
            @Nullable String why,
            Instant at,
            UUID curator,
            int expected);

    @Query("""
            SELECT pavilion_id, merchant_id
              FROM catalog.pavilion_admission
             WHERE state = 'ADMITTED' AND pavilion_id IN (:pavilions) AND merchant_id IN (:merchants)
            """)
    List<PavilionSeatRow> admitted(Collection<UUID> pavilions, Collection<UUID> merchants);

    @Query("""
            SELECT h.handle, a.merchant_id, a.fee_rate
              FROM catalog.pavilion_admission AS a
              JOIN catalog.pavilion AS h ON h.id = a.pavilion_id
             WHERE a.state = 'ADMITTED' AND h.handle IN (:handles) AND a.merchant_id IN (:merchants)
            """)
    List<AgreedFeeRow> fees(Collection<String> handles, Collection<UUID> merchants);
}
