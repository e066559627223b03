package market.merchants;

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
interface MerchantRepository extends GenericRepository<MerchantRow, UUID> {

    String COLUMNS = """
            SELECT id, code, kind, name_zh, name_en, description_zh, description_en, region_code, licence_number,
                   food_licence, standing, suspension_reason, version
              FROM merchants.merchant
            """;

    @Query(COLUMNS + " WHERE id = :id")
    Optional<MerchantRow> findById(UUID id);

    @Query(COLUMNS + " WHERE code = :code")
    Optional<MerchantRow> findByCode(String code);

    @Query(COLUMNS + " WHERE id IN (:ids)")
    List<MerchantRow> findAll(Collection<UUID> ids);

    @Query(COLUMNS + " WHERE code > :afterCode ORDER BY code LIMIT :limit")
    List<MerchantRow> list(String afterCode, int limit);

    @Query("""
            INSERT INTO merchants.merchant AS merchant (id, code, kind, name_zh, name_en, description_zh, description_en,
                   region_code, licence_number, food_licence, standing, suspension_reason, version)
            VALUES (:id, :code, :kind, :nameZh, :nameEn, :descriptionZh, :descriptionEn,
                   :regionCode, :licenceNumber, :foodLicence, :standing, :suspensionReason, :version)
            ON CONFLICT (code) DO UPDATE
               SET kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
                   description_zh = excluded.description_zh, description_en = excluded.description_en,
                   region_code = excluded.region_code, licence_number = excluded.licence_number,
                   food_licence = excluded.food_licence, version = merchant.version + 1
             WHERE (merchant.kind, merchant.name_zh, merchant.name_en, merchant.description_zh,
                    merchant.description_en, merchant.region_code, merchant.licence_number, merchant.food_licence)
                   IS DISTINCT FROM
                   (excluded.kind, excluded.name_zh, excluded.name_en, excluded.description_zh,
                    excluded.description_en, excluded.region_code, excluded.licence_number, excluded.food_licence)
            """)
    void upsert(MerchantRow row);

    @Query("""
            UPDATE merchants.merchant
               SET standing = :standing, suspension_reason = :suspensionReason, version = version + 1
             WHERE id = :id AND version = :expectedVersion
            """)
    int setStanding(UUID id, Standing standing, @Nullable String suspensionReason, int expectedVersion);

    @Query("""
            INSERT INTO merchants.standing_change (id, merchant_id, standing, reason, decided_by)
            VALUES (:id, :merchant, :standing, :reason, :operator)
            """)
    void recordStanding(UUID id, UUID merchant, Standing standing, @Nullable String reason, UUID operator);
}
