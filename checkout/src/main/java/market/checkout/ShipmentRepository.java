package market.checkout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ShipmentRepository extends GenericRepository<ShipmentRow, UUID> {

    @Query("""
            SELECT id, order_id, merchant_order_id, carrier, tracking_number, CAST(batch_codes AS text) AS batch_codes,
                   shipped_at, received_at
              FROM checkout.shipment
             WHERE merchant_order_id IN (:merchantOrders)
             ORDER BY shipped_at, id
            """)
    List<ShipmentRow> findByMerchantOrders(Collection<UUID> merchantOrders);

    /** Zero when the number is another parcel's. Given as values: of a whole row only the row would be counted, always 1. */
    @Query("""
            INSERT INTO checkout.shipment (id, order_id, merchant_order_id, carrier, tracking_number, batch_codes, shipped_at)
            VALUES (:id, :orderId, :merchantOrderId, :carrier, :trackingNumber, CAST(:batchCodes AS jsonb), :shippedAt)
            ON CONFLICT (carrier, tracking_number) DO NOTHING
            """)
    int insert(
            UUID id,
            UUID orderId,
            UUID merchantOrderId,
            Carrier carrier,
            String trackingNumber,
            String batchCodes,
            Instant shippedAt);

    @Query("""
            UPDATE checkout.shipment
               SET received_at = :at
             WHERE merchant_order_id = :merchantOrder AND received_at IS NULL
            """)
    int markReceived(UUID merchantOrder, Instant at);
}
