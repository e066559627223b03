package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LocationRepository extends GenericRepository<LocationRow, UUID> {

    @Query("""
            INSERT INTO inventory.location (id, merchant_id, code, name_zh, name_en, region_code, kind)
            VALUES (:id, :merchantId, :code, :nameZh, :nameEn, :regionCode, :kind)
            ON CONFLICT (merchant_id, code) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en, region_code = excluded.region_code,
                   kind = excluded.kind
            """)
    void upsert(LocationRow row);

    @Query("""
            INSERT INTO inventory.location
                   (id, merchant_id, code, name_zh, name_en, region_code, kind, cold_chain, active, delivers_to)
            VALUES (:id, :merchantId, :code, :nameZh, :nameEn, :regionCode, :kind, :coldChain, :active,
                    CAST(:deliversTo AS jsonb))
            ON CONFLICT (id) DO UPDATE
               SET code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
                   region_code = excluded.region_code, kind = excluded.kind, cold_chain = excluded.cold_chain,
                   active = excluded.active, delivers_to = excluded.delivers_to
            """)
    void write(LocationRow row);

    String COLUMNS = """
            SELECT location.id, location.merchant_id, location.code, location.name_zh, location.name_en,
                   location.region_code, location.kind, location.cold_chain, location.active,
                   CAST(location.delivers_to AS text) AS delivers_to,
                   setting.may_split, setting.sale_margin_days
              FROM inventory.location AS location
              LEFT JOIN inventory.merchant_setting AS setting USING (merchant_id)
            """;

    @Query(COLUMNS + " WHERE location.merchant_id = :merchant ORDER BY location.code LIMIT :limit")
    List<LocationRow> ofMerchant(UUID merchant, int limit);

    @Query(COLUMNS + " WHERE location.merchant_id IN (:merchants) ORDER BY location.code")
    List<LocationRow> ofMerchants(Collection<UUID> merchants);

    /** Of a step of a ladder, from where its pool is kept. */
    @Query("""
            SELECT kept.product_id, CAST(location.delivers_to AS text) AS delivers_to
              FROM (SELECT product_id, location_id
                      FROM inventory.stock
                     WHERE product_id IN (:products)
                     UNION
                    SELECT step.product_id, stock.location_id
                      FROM inventory.unit_step AS step
                      JOIN inventory.stock AS stock ON stock.variant_id = step.pool_id
                     WHERE step.product_id IN (:products)) AS kept
              JOIN inventory.location AS location ON location.id = kept.location_id
             WHERE location.active
             GROUP BY kept.product_id, location.delivers_to
            """)
    List<DeliveryRow> deliveries(Collection<UUID> products);

    @Query("SELECT EXISTS (SELECT 1 FROM inventory.stock WHERE location_id = :place AND on_hand > 0)")
    boolean hasStock(UUID place);

    @Query("""
            SELECT DISTINCT merchant_id
              FROM inventory.location
             WHERE merchant_id > :after
             ORDER BY merchant_id
             LIMIT :limit
            """)
    List<UUID> merchants(UUID after, int limit);

    @Query(
            "SELECT merchant_id, may_split, sale_margin_days FROM inventory.merchant_setting WHERE merchant_id = :merchant")
    Optional<SettingRow> settings(UUID merchant);

    @Query("""
            INSERT INTO inventory.merchant_setting (merchant_id, may_split, sale_margin_days)
            VALUES (:merchant, :split, :margin)
            ON CONFLICT (merchant_id) DO UPDATE
               SET may_split = excluded.may_split, sale_margin_days = excluded.sale_margin_days
            """)
    void writeSettings(UUID merchant, boolean split, @Nullable Integer margin);
}
