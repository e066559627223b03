package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PavilionListingRepository extends GenericRepository<PavilionRow, UUID> {

    String COLUMNS = """
            SELECT shown.pavilion_id, shown.product_id, shown.position, shown.is_picked, shown.is_excluded,
                   shown.title_zh, shown.title_en, shown.blurb_zh, shown.blurb_en
              FROM catalog.pavilion_listing AS shown
            """;
    String ORDER = """
             ORDER BY shown.position, shown.product_id
             LIMIT :limit
            """;

    @Query(COLUMNS + """
             WHERE shown.pavilion_id = :pavilion AND (shown.position, shown.product_id) > (:afterPosition, :afterProduct)
            """ + ORDER)
    List<PavilionListingRow> page(UUID pavilion, long afterPosition, UUID afterProduct, int limit);

    @Query(COLUMNS + """
             WHERE shown.pavilion_id = :pavilion AND (shown.position, shown.product_id) > (:afterPosition, :afterProduct)
               AND NOT shown.is_excluded
               AND EXISTS (SELECT 1 FROM catalog.product AS p WHERE p.id = shown.product_id AND p.status = 'LISTED')
               AND NOT EXISTS (SELECT 1 FROM catalog.product_bar AS barred WHERE barred.product_id = shown.product_id)
            """ + ORDER)
    List<PavilionListingRow> pageOnSale(UUID pavilion, long afterPosition, UUID afterProduct, int limit);

    @Query(COLUMNS + " WHERE shown.pavilion_id = :pavilion AND shown.product_id = :product")
    Optional<PavilionListingRow> find(UUID pavilion, UUID product);

    /** One that the curator keeps out stays out. */
    @Query("""
            INSERT INTO catalog.pavilion_listing AS shown (pavilion_id, product_id, position)
            VALUES (:pavilion, :product, :place)
            ON CONFLICT (pavilion_id, product_id) DO UPDATE
               SET position = excluded.position, is_picked = true
             WHERE NOT shown.is_excluded
            """)
    void list(UUID pavilion, UUID product, long place);

    @Query("""
            INSERT INTO catalog.pavilion_listing (pavilion_id, product_id, position, is_excluded, title_zh, title_en,
                   blurb_zh, blurb_en)
            VALUES (:pavilion, :product, :place, :isOut, :titleZh, :titleEn, :blurbZh, :blurbEn)
            ON CONFLICT (pavilion_id, product_id) DO UPDATE
               SET position = excluded.position, is_picked = true, is_excluded = excluded.is_excluded,
                   title_zh = excluded.title_zh, title_en = excluded.title_en, blurb_zh = excluded.blurb_zh,
                   blurb_en = excluded.blurb_en
            """)
    void pick(
            UUID pavilion,
            UUID product,
            long place,
            boolean isOut,
            @Nullable String titleZh,
            @Nullable String titleEn,
            @Nullable String blurbZh,
            @Nullable String blurbEn);

    @Query("""
            DELETE FROM catalog.pavilion_listing
             WHERE pavilion_id = :pavilion AND product_id = :product AND is_picked
            """)
    int unpick(UUID pavilion, UUID product);

    /** In the order of ids. */
    @Query("""
            SELECT p.id
              FROM catalog.pavilion_listing AS shown
              JOIN catalog.product AS p ON p.id = shown.product_id
             WHERE shown.pavilion_id = :pavilion AND p.merchant_id = :merchant
             ORDER BY p.id
            """)
    List<UUID> productsOf(UUID pavilion, UUID merchant);

    @Query("""
            DELETE FROM catalog.pavilion_listing
             WHERE pavilion_id = :pavilion
               AND product_id IN (SELECT id FROM catalog.product WHERE merchant_id = :merchant)
            """)
    int removeOf(UUID pavilion, UUID merchant);
}
