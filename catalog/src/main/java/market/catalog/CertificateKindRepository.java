package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CertificateKindRepository extends GenericRepository<CertificateKindRow, String> {

    String COLUMNS = """
            SELECT code, name_zh, name_en, number_form, example, warn_days, has_quota, needs_batch, version
              FROM catalog.certificate_kind
            """;

    @Query(COLUMNS + " ORDER BY code LIMIT 200")
    List<CertificateKindRow> list();

    @Query(COLUMNS + " WHERE code = :code")
    Optional<CertificateKindRow> findByCode(String code);

    @Query("""
            INSERT INTO catalog.certificate_kind (code, name_zh, name_en, number_form, example, warn_days, has_quota,
                   needs_batch)
            VALUES (:code, :nameZh, :nameEn, :numberForm, :example, :warnDays, :hasQuota, :needsBatch)
            ON CONFLICT DO NOTHING
            """)
    int insert(CertificateKindRow row);

    /** Only while its version is still the row's. */
    @Query("""
            UPDATE catalog.certificate_kind
               SET name_zh = :nameZh, name_en = :nameEn, number_form = :numberForm, example = :example,
                   warn_days = :warnDays, has_quota = :hasQuota, needs_batch = :needsBatch, version = certificate_kind.version + 1
             WHERE code = :code AND version = :version
            """)
    int update(CertificateKindRow row);
}
