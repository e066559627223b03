package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What flash sales have left, as rows of stock whose variant is the sale. Their version is that of the row they are set aside
 * of: nothing changes an earmark without it.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FlashPoolRepository extends GenericRepository<StockRow, UUID> {

    String POOLS = """
            SELECT sale.id AS variant_id, sale.location_id, sale.merchant_id, sale.product_id,
                   COALESCE(earmark.quantity, 0) AS on_hand, CAST(0 AS bigint) AS committed,
                   CAST(0 AS bigint) AS earmarked, CAST(NULL AS bigint) AS low_below, stock.version,
                   sale.variant_id AS sold_variant_id, sale.product_id AS sold_product_id, sale.base_units
              FROM inventory.flash_sale AS sale
              JOIN inventory.stock AS stock ON stock.variant_id = sale.pool_id AND stock.location_id = sale.location_id
              LEFT JOIN inventory.earmark AS earmark
                ON earmark.variant_id = sale.pool_id AND earmark.location_id = sale.location_id
               AND earmark.channel = 'flash:' || sale.id
            """;

    @Query(POOLS + " WHERE sale.id IN (:sales)")
    List<StockRow> findBySales(Collection<UUID> sales);
}
