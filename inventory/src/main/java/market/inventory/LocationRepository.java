package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LocationRepository extends GenericRepository<LocationRow, UUID> {

    @Query("""
            INSERT INTO inventory.location (id, merchant_id, code, name_zh, name_en, region_code)
            VALUES (:id, :merchantId, :code, :nameZh, :nameEn, :regionCode)
            ON CONFLICT (merchant_id, code) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en, region_code = excluded.region_code
            """)
    void upsert(LocationRow row);

    @Query("""
            SELECT id, merchant_id, code, name_zh, name_en, region_code
              FROM inventory.location
             WHERE merchant_id = :merchant
             ORDER BY code
             LIMIT :limit
            """)
    List<LocationRow> ofMerchant(UUID merchant, int limit);

    @Query("""
            SELECT DISTINCT merchant_id
              FROM inventory.location
             WHERE merchant_id > :after
             ORDER BY merchant_id
             LIMIT :limit
            """)
    List<UUID> merchants(UUID after, int limit);
}
