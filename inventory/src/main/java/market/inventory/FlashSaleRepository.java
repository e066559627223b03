package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface FlashSaleRepository extends GenericRepository<FlashSaleRow, UUID> {

    String COLUMNS = """
            SELECT id, merchant_id, product_id, variant_id, pool_id, base_units, location_id, quantity, per_buyer_limit,
                   starts_at, ends_at, state, ended_at
              FROM inventory.flash_sale
            """;

    @Query(COLUMNS + " WHERE id = :sale")
    Optional<FlashSaleRow> find(UUID sale);

    /** All that have not ended: few, since each was made by hand. */
    @Query(COLUMNS + " WHERE state <> 'ENDED' ORDER BY id LIMIT :max")
    List<FlashSaleRow> findOpen(int max);

    @Query(COLUMNS + " WHERE state <> 'ENDED' AND variant_id = :sold")
    Optional<FlashSaleRow> findOpenOf(UUID sold);

    /** Of a merchant, newest first. */
    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id < :before ORDER BY id DESC LIMIT :max")
    List<FlashSaleRow> page(UUID merchant, UUID before, int max);

    /** Sales that must begin or end now, those that end first. */
    @Query(COLUMNS + """
             WHERE (state <> 'ENDED' AND ends_at <= :now) OR (state = 'SCHEDULED' AND starts_at <= :now)
             ORDER BY ends_at, id
             LIMIT :max
            """)
    List<FlashSaleRow> findDue(Instant now, int max);

    @Query("""
            INSERT INTO inventory.flash_sale (id, merchant_id, product_id, variant_id, pool_id, base_units, location_id,
                   quantity, per_buyer_limit, starts_at, ends_at, state)
            VALUES (:id, :merchantId, :productId, :variantId, :poolId, :baseUnits, :locationId, :quantity,
                    :perBuyerLimit, :startsAt, :endsAt, :state)
            """)
    void insert(FlashSaleRow row);

    @Query("""
            UPDATE inventory.flash_sale
               SET state = 'RUNNING'
             WHERE id = :sale AND state = 'SCHEDULED' AND ends_at > :now
            """)
    int start(UUID sale, Instant now);

    /** One for whoever ends the sale, and by that must give its rest back; 0 for everybody after. */
    @Query("""
            UPDATE inventory.flash_sale
               SET state = 'ENDED', ended_at = :now
             WHERE id = :sale AND state <> 'ENDED'
            """)
    int end(UUID sale, Instant now);
}
