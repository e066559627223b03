package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ListingGateRepository extends GenericRepository<ListingGateRow, String> {

    String COLUMNS = """
            SELECT code, category_code, kind, CAST(certificate_kinds AS text) AS certificate_kinds, number_attribute,
                   CAST(attributes AS text) AS attributes, reason_zh, reason_en, effective_from, version, changed_by
              FROM catalog.listing_gate
            """;

    @Query(COLUMNS + " ORDER BY code LIMIT 500")
    List<ListingGateRow> list();

    @Query(COLUMNS + " WHERE code = :code")
    Optional<ListingGateRow> findByCode(String code);

    @Query("""
            INSERT INTO catalog.listing_gate (code, category_code, kind, certificate_kinds, number_attribute, attributes,
                   reason_zh, reason_en, effective_from, changed_by)
            VALUES (:code, :categoryCode, :kind, CAST(:certificateKinds AS jsonb), :numberAttribute,
                   CAST(:attributes AS jsonb), :reasonZh, :reasonEn, :effectiveFrom, :changedBy)
            ON CONFLICT DO NOTHING
            """)
    int insert(ListingGateRow row);

    /** Only while its version is still the row's. */
    @Query("""
            UPDATE catalog.listing_gate
               SET category_code = :categoryCode, kind = :kind, certificate_kinds = CAST(:certificateKinds AS jsonb),
                   number_attribute = :numberAttribute, attributes = CAST(:attributes AS jsonb), reason_zh = :reasonZh,
                   reason_en = :reasonEn, effective_from = :effectiveFrom, changed_by = :changedBy,
                   version = listing_gate.version + 1
             WHERE code = :code AND version = :version
            """)
    int update(ListingGateRow row);

    @Query("DELETE FROM catalog.listing_gate WHERE code = :code")
    int delete(String code);

    @Query("""
            SELECT id
              FROM catalog.product
             WHERE status = 'LISTED' AND category_code IN (:categories) AND id > :after
             ORDER BY id
             LIMIT :limit
            """)
    List<UUID> listedIn(Collection<String> categories, UUID after, int limit);

    @Query("""
            SELECT id
              FROM catalog.product
             WHERE status = 'LISTED' AND merchant_id = :merchant AND category_code IN (:categories) AND id > :after
             ORDER BY id
             LIMIT :limit
            """)
    List<UUID> listedOfMerchantIn(UUID merchant, Collection<String> categories, UUID after, int limit);
}
