package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LadderRepository extends GenericRepository<LadderRow, UUID> {

    String COLUMNS = """
            SELECT variant_id, product_id, pool_id, pool_product_id, merchant_id, base_units
              FROM inventory.unit_step
            """;

    @Query(COLUMNS + " WHERE variant_id IN (:variants)")
    List<LadderRow> findByVariants(Collection<UUID> variants);

    /** All steps that touch any of the variants, as a step or as a pool. */
    @Query(COLUMNS + " WHERE variant_id IN (:variants) OR pool_id IN (:variants) ORDER BY base_units, variant_id")
    List<LadderRow> findTouching(Collection<UUID> variants);

    @Query("DELETE FROM inventory.unit_step WHERE pool_id = :pool")
    void deleteByPool(UUID pool);

    @Query("""
            INSERT INTO inventory.unit_step (variant_id, product_id, pool_id, pool_product_id, merchant_id, base_units)
            VALUES (:variantId, :productId, :poolId, :poolProductId, :merchantId, :baseUnits)
            """)
    void insert(LadderRow row);
}
