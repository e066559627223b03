package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads levels, one statement however many are asked for. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StockRepository extends GenericRepository<StockRow, UUID> {

    String OWN = """
            SELECT variant_id, location_id, merchant_id, product_id, on_hand, committed, earmarked, low_below, version,
                   variant_id AS sold_variant_id, product_id AS sold_product_id, CAST(1 AS bigint) AS base_units
              FROM inventory.stock
            """;

    /** Of a variant that became a step of a ladder an empty row of its own may be left. */
    String NOT_A_STEP = """
             AND NOT EXISTS (SELECT 1 FROM inventory.unit_step AS own WHERE own.variant_id = stock.variant_id)
            """;

    String BY_STEP = """
             UNION ALL
            SELECT stock.variant_id, stock.location_id, stock.merchant_id, stock.product_id, stock.on_hand,
                   stock.committed, stock.earmarked, stock.low_below, stock.version,
                   step.variant_id, step.product_id, step.base_units
              FROM inventory.unit_step AS step
              JOIN inventory.stock AS stock ON stock.variant_id = step.pool_id
            """;

    /** What variants can be sold out of: their own rows and, for steps of a ladder, those of their pools. */
    @Query(OWN + " WHERE variant_id IN (:variants) " + NOT_A_STEP + BY_STEP
            + " WHERE step.variant_id IN (:variants) ORDER BY sold_variant_id, location_id")
    List<StockRow> findByVariants(Collection<UUID> variants);

    /** As above, for all variants of products. */
    @Query(OWN + " WHERE product_id IN (:products) " + NOT_A_STEP + BY_STEP + " WHERE step.product_id IN (:products)")
    List<StockRow> findByProducts(Collection<UUID> products);

    /** Rows of pools as every variant sees them that is sold out of them. */
    @Query(OWN + " WHERE variant_id IN (:pools) " + BY_STEP
            + " WHERE step.pool_id IN (:pools) ORDER BY sold_variant_id, location_id")
    List<StockRow> findByPools(Collection<UUID> pools);

    /**
     * All levels of the next variants, so that no page ends between two locations of one variant; before the first, what the
     * merchant's flash sales have left.
     */
    @Query("SELECT * FROM (" + OWN + """
             WHERE merchant_id = :merchant
               AND variant_id IN (
                   SELECT DISTINCT variant_id
                     FROM inventory.stock
                    WHERE merchant_id = :merchant AND variant_id > :after
                    ORDER BY variant_id
                    LIMIT :variantCount)
             UNION ALL
            """ + FlashPoolRepository.POOLS + """
             WHERE sale.merchant_id = :merchant AND sale.state <> 'ENDED'
               AND CAST(:after AS uuid) = '00000000-0000-0000-0000-000000000000') AS counted
             ORDER BY variant_id = sold_variant_id, variant_id, location_id
            """)
    List<StockRow> page(UUID merchant, UUID after, int variantCount);
}
