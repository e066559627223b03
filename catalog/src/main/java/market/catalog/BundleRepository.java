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
interface BundleRepository extends GenericRepository<BundleRow, UUID> {

    String COLUMNS = """
            SELECT b.id, b.merchant_id, b.code, b.name_zh, b.name_en, b.currency, b.starts_at, b.ends_at, b.is_active, b.version,
                   b.removed_at, b.created_at, b.updated_at,
                   (SELECT CAST(jsonb_agg(jsonb_build_object('variant', c.variant_id, 'product', v.product_id,
                           'quantity', c.quantity, 'unitPriceMinor', c.unit_price_minor) ORDER BY c.position) AS text)
                      FROM catalog.bundle_component AS c
                      JOIN catalog.variant AS v ON v.id = c.variant_id
                     WHERE c.bundle_id = b.id) AS components
              FROM catalog.bundle AS b
            """;

    @Query(COLUMNS + " WHERE b.id IN (:ids)")
    List<BundleRow> findAll(Collection<UUID> ids);

    @Query(COLUMNS + " WHERE b.merchant_id = :merchant AND b.id = :id")
    Optional<BundleRow> findById(UUID merchant, UUID id);

    @Query(COLUMNS + " WHERE b.merchant_id = :merchant AND b.code = :code AND b.removed_at IS NULL")
    Optional<BundleRow> findByCode(UUID merchant, String code);

    @Query(COLUMNS
            + " WHERE b.merchant_id = :merchant AND b.removed_at IS NULL AND b.id > :after ORDER BY b.id LIMIT :limit")
    List<BundleRow> page(UUID merchant, UUID after, int limit);

    /** Those offered at a moment in which goods of any of the products stand: of each product so many, the newest first. */
    @Query(COLUMNS + """
             WHERE b.id IN (SELECT ranked.bundle_id
                              FROM (SELECT found.bundle_id,
                                           row_number() OVER (PARTITION BY found.product_id ORDER BY found.bundle_id DESC) AS place
                                      FROM (SELECT DISTINCT v.product_id, c.bundle_id
                                              FROM catalog.variant AS v
                                              JOIN catalog.bundle_component AS c ON c.variant_id = v.id
                                              JOIN catalog.bundle AS o ON o.id = c.bundle_id
                                             WHERE v.product_id IN (:products)
                                               AND o.removed_at IS NULL
                                               AND o.is_active
                                               AND COALESCE(o.starts_at <= :at, TRUE)
                                               AND COALESCE(o.ends_at > :at, TRUE)) AS found) AS ranked
                             WHERE ranked.place <= :most)
             ORDER BY b.id DESC
            """)
    List<BundleRow> offered(Collection<UUID> products, Instant at, int most);

    @Query("SELECT count(*) FROM catalog.bundle WHERE merchant_id = :merchant AND removed_at IS NULL")
    int count(UUID merchant);

    /** Nobody else writes it or its components until the transaction ends. */
    @Query(COLUMNS + " WHERE b.merchant_id = :merchant AND b.id = :id FOR UPDATE OF b")
    Optional<BundleRow> lock(UUID merchant, UUID id);

    @Query("""
            INSERT INTO catalog.bundle (id, merchant_id, code, name_zh, name_en, currency, starts_at, ends_at, is_active, version)
            VALUES (:id, :merchantId, :code, :nameZh, :nameEn, :currency, :startsAt, :endsAt, :isActive, 1)
            ON CONFLICT (id) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en, starts_at = excluded.starts_at,
                   ends_at = excluded.ends_at, is_active = excluded.is_active, version = bundle.version + 1, updated_at = now()
            """)
    void upsert(BundleRow row);

    @Query("UPDATE catalog.bundle SET removed_at = :at, version = version + 1, updated_at = now() WHERE id = :id")
    int remove(UUID id, Instant at);
}
