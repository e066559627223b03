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

    String COLUMNS = """
            SELECT variant_id, location_id, merchant_id, product_id, on_hand, committed, version
              FROM inventory.stock
            """;

    @Query(COLUMNS + " WHERE variant_id IN (:variants) ORDER BY variant_id, location_id")
    List<StockRow> findByVariants(Collection<UUID> variants);

    @Query(COLUMNS + " WHERE product_id IN (:products)")
    List<StockRow> findByProducts(Collection<UUID> products);

    /** All levels of the next variants, so that no page ends between two locations of one variant. */
    @Query(COLUMNS + """
             WHERE merchant_id = :merchant
               AND variant_id IN (
                   SELECT DISTINCT variant_id
                     FROM inventory.stock
                    WHERE merchant_id = :merchant AND variant_id > :after
                    ORDER BY variant_id
                    LIMIT :variantCount)
             ORDER BY variant_id, location_id
            """)
    List<StockRow> page(UUID merchant, UUID after, int variantCount);
}
