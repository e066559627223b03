package market.inventory;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface EarmarkRepository extends GenericRepository<EarmarkRow, UUID> {

    @Query("""
            SELECT variant_id, location_id, channel, quantity
              FROM inventory.earmark
             WHERE variant_id IN (:pools)
             ORDER BY variant_id, location_id, channel
            """)
    List<EarmarkRow> findByPools(Collection<UUID> pools);

    @Query("""
            DELETE FROM inventory.earmark
             WHERE variant_id IN (:pools) AND channel = :closed AND quantity = 0
            """)
    void deleteEmpty(Collection<UUID> pools, String closed);

    /** One row when the sale is new; waits for a twin that is being booked. */
    @Query("""
            INSERT INTO inventory.channel_sale (merchant_id, channel, reference, lines_hash)
            VALUES (:merchant, :soldOn, :number, :hash)
            ON CONFLICT DO NOTHING
            """)
    int insertSale(UUID merchant, String soldOn, String number, String hash);

    @Query("""
            SELECT lines_hash
              FROM inventory.channel_sale
             WHERE merchant_id = :merchant AND channel = :soldOn AND reference = :number
            """)
    Optional<String> findSale(UUID merchant, String soldOn, String number);

    @Query("""
            DELETE FROM inventory.channel_sale
             WHERE merchant_id = :merchant AND channel = :soldOn AND reference = :number
            """)
    void deleteSale(UUID merchant, String soldOn, String number);
}
