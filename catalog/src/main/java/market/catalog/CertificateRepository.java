package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CertificateRepository extends GenericRepository<FiledCertificateRow, UUID> {

    String WHOLE = """
            SELECT c.id, c.merchant_id, c.kind, k.name_zh AS kind_zh, k.name_en AS kind_en, c.number, c.name_zh, c.name_en,
                   c.issuer, c.holder, c.valid_from, c.valid_to, c.state, c.scope, c.document_id, c.batch_code,
                   c.quota_grams, c.used_grams, c.reason, c.version,
                   (SELECT CAST(COALESCE(jsonb_agg(p.product_id ORDER BY p.product_id), '[]') AS text)
                      FROM catalog.product_certificate AS p
                     WHERE p.certificate_id = c.id) AS products
              FROM catalog.certificate AS c
              JOIN catalog.certificate_kind AS k ON k.code = c.kind
            """;

    @Query(WHOLE + " WHERE c.id = :id")
    Optional<FiledCertificateRow> findById(UUID id);

    /** The one that waits for the operator, or was sent back. */
    @Query(WHOLE + """
             WHERE c.merchant_id = :merchant AND c.kind = :kind AND c.number = :number
               AND c.state IN ('SUBMITTED', 'REJECTED')
            """)
    Optional<FiledCertificateRow> findSubmitted(UUID merchant, String kind, String number);

    @Query(WHOLE + " WHERE c.merchant_id = :merchant AND c.id > :after ORDER BY c.id LIMIT :limit")
    List<FiledCertificateRow> pageOfMerchant(UUID merchant, UUID after, int limit);

    @Query(WHOLE + " WHERE c.state = :state AND c.id > :after ORDER BY c.id LIMIT :limit")
    List<FiledCertificateRow> pageOfState(String state, UUID after, int limit);

    /** All that could count for goods of these merchants. */
    @Query(WHOLE + " WHERE c.merchant_id IN (:merchants) AND c.state = 'VERIFIED'")
    List<FiledCertificateRow> findVerified(Collection<UUID> merchants);

    /** Nobody else writes it until the transaction ends. */
    @Query("SELECT version FROM catalog.certificate WHERE id = :id FOR UPDATE")
    Optional<Integer> lock(UUID id);

    @Query("""
            UPDATE catalog.certificate
               SET state = :state, reason = :reason, decided_by = :person, decided_at = :at, lapsed_at = NULL,
                   version = version + 1
             WHERE id = :id
            """)
    int decide(UUID id, String state, @Nullable String reason, UUID person, Instant at);

    /** Those whose last day has passed, which nobody has dealt with. */
    @Query("""
            SELECT id
              FROM catalog.certificate
             WHERE state = 'VERIFIED' AND lapsed_at IS NULL AND valid_to < :today
             ORDER BY valid_to
             LIMIT :limit
            """)
    List<UUID> toLapse(LocalDate today, int limit);

    @Query("UPDATE catalog.certificate SET lapsed_at = :at WHERE id = :id AND lapsed_at IS NULL AND valid_to < :today")
    int lapse(UUID id, Instant at, LocalDate today);

    /** Those whose merchants are to be warned now. */
    @Query("""
            SELECT c.id
              FROM catalog.certificate AS c
              JOIN catalog.certificate_kind AS k ON k.code = c.kind
             WHERE c.state = 'VERIFIED' AND c.lapsed_at IS NULL AND c.warned_at IS NULL
               AND c.valid_to >= :today AND c.valid_to < CAST(:today AS date) + k.warn_days
             ORDER BY c.valid_to
             LIMIT :limit
            """)
    List<UUID> toWarn(LocalDate today, int limit);

    @Query("UPDATE catalog.certificate SET warned_at = :at WHERE id = :id AND warned_at IS NULL")
    int warn(UUID id, Instant at);

    /** Once for each certificate. */
    @Query("UPDATE catalog.certificate SET quota_warned_at = :at WHERE id = :id AND quota_warned_at IS NULL")
    int warnOfQuota(UUID id, Instant at);
}
