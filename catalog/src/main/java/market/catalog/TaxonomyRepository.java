package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface TaxonomyRepository extends GenericRepository<CategoryRow, String> {

    @Query("""
            SELECT code, parent, name_zh, name_en, commission_rate, position
              FROM catalog.category
             ORDER BY position, code
            """)
    List<CategoryRow> categories();

    @Query("""
            SELECT code, name_zh, name_en, category_code, delivery, voucher_valid_days,
                   CAST(attributes AS text) AS attributes, version
              FROM catalog.product_type
             ORDER BY code
            """)
    List<ProductTypeRow> types();

    /** Nobody changes the type until the transaction ends. */
    @Query("SELECT version FROM catalog.product_type WHERE code = :code FOR SHARE")
    Optional<Integer> lockForGoods(String code);

    /** Nobody else changes the type, or writes goods of it, until the transaction ends. */
    @Query("SELECT version FROM catalog.product_type WHERE code = :code FOR UPDATE")
    Optional<Integer> lockForChange(String code);

    @Query("""
            INSERT INTO catalog.product_type_version
                   (code, version, name_zh, name_en, category_code, delivery, voucher_valid_days, attributes, changed_by)
            SELECT code, version, name_zh, name_en, category_code, delivery, voucher_valid_days, attributes, :person
              FROM catalog.product_type
             WHERE code = :code
            """)
    void keepVersion(String code, UUID person);

    @Query("""
            INSERT INTO catalog.category (code, parent, name_zh, name_en, commission_rate, position)
            VALUES (:code, :parent, :nameZh, :nameEn, :commissionRate, :position)
            ON CONFLICT (code) DO UPDATE
               SET parent = excluded.parent, name_zh = excluded.name_zh, name_en = excluded.name_en,
                   commission_rate = excluded.commission_rate, position = excluded.position
            """)
    void upsertCategory(
            String code,
            @Nullable String parent,
            String nameZh,
            @Nullable String nameEn,
            BigDecimal commissionRate,
            int position);

    @Query("""
            INSERT INTO catalog.product_type AS known (code, name_zh, name_en, category_code, delivery, voucher_valid_days,
                   attributes)
            VALUES (:code, :nameZh, :nameEn, :categoryCode, :delivery, :voucherValidDays, CAST(:attributes AS jsonb))
            ON CONFLICT (code) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en,
                   category_code = excluded.category_code, delivery = excluded.delivery,
                   voucher_valid_days = excluded.voucher_valid_days, attributes = excluded.attributes, version = known.version + 1
             WHERE (known.name_zh, known.name_en, known.category_code, known.delivery, known.voucher_valid_days,
                    known.attributes)
                   IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.category_code, excluded.delivery,
                                     excluded.voucher_valid_days, excluded.attributes)
            """)
    void upsertType(
            String code,
            String nameZh,
            @Nullable String nameEn,
            String categoryCode,
            DeliveryKind delivery,
            int voucherValidDays,
            String attributes);
}
