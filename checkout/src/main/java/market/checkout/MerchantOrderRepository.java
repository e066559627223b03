package market.checkout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface MerchantOrderRepository extends GenericRepository<MerchantOrderRow, UUID> {

    String COLUMNS = """
            SELECT id, order_id, merchant_id, number, state, delivery_code, pick_up_place, goods_minor, delivery_minor,
                   currency, note, version, placed_at, updated_at
              FROM checkout.merchant_order
            """;

    @Query(COLUMNS + " WHERE order_id IN (:orders) ORDER BY number")
    List<MerchantOrderRow> findByOrders(Collection<UUID> orders);

    @Query(COLUMNS + " WHERE id = :id")
    Optional<MerchantOrderRow> find(UUID id);

    @Query("SELECT order_id FROM checkout.merchant_order WHERE id = :id")
    Optional<UUID> findOrderOf(UUID id);

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id IN (:ids)")
    List<MerchantOrderRow> findOfMerchant(UUID merchant, Collection<UUID> ids);

    /** What a merchant never sees is an order that was not paid. */
    @Query(COLUMNS + """
                     WHERE merchant_id = :merchant AND state IN (:states) AND (placed_at, id) < (:beforeAt, :beforeId)
                     ORDER BY placed_at DESC, id DESC
                     LIMIT :limit
                    """)
    List<MerchantOrderRow> pageOfMerchant(
            UUID merchant, Collection<MerchantOrderState> states, Instant beforeAt, UUID beforeId, int limit);

    @Query("""
            INSERT INTO checkout.merchant_order (id, order_id, merchant_id, number, state, delivery_code, pick_up_place,
                   goods_minor, delivery_minor, currency, note, version, placed_at, updated_at)
            VALUES (:id, :orderId, :merchantId, :number, :state, :deliveryCode, CAST(:pickUpPlace AS jsonb),
                   :goodsMinor, :deliveryMinor, :currency, :note, :version, :placedAt, :updatedAt)
            """)
    void insert(List<MerchantOrderRow> rows);

    @Query("""
            UPDATE checkout.merchant_order
               SET state = :state, version = version + 1, updated_at = :at
             WHERE order_id = :order AND state = 'PENDING_PAYMENT'
            """)
    int leavePendingPayment(UUID order, MerchantOrderState state, Instant at);

    /** Waits for its payment again, which is there already. */
    @Query("""
            UPDATE checkout.merchant_order
               SET state = 'PENDING_PAYMENT', version = version + 1
             WHERE order_id = :order AND state = 'CANCELLED'
            """)
    int revive(UUID order);

    @Query("""
            UPDATE checkout.merchant_order
               SET state = 'SHIPPED', version = version + 1, updated_at = :at
             WHERE id = :id AND merchant_id = :merchant AND state IN ('PAID', 'SHIPPED') AND version = :expectedVersion
            """)
    int markShipped(UUID id, UUID merchant, int expectedVersion, Instant at);

    /** What needs no parcel is with its buyer as soon as its vouchers are issued. */
    @Query("""
            UPDATE checkout.merchant_order
               SET state = 'SHIPPED', version = version + 1, updated_at = :at
             WHERE id = :id AND state = 'PAID'
            """)
    int markIssued(UUID id, Instant at);

    /** Vouchers of a part that are used up at one moment see one another. */
    @Query("SELECT id FROM checkout.merchant_order WHERE id = :id FOR UPDATE")
    UUID lock(UUID id);

    /** Paid parts of which no parcel left and every voucher was given back. */
    @Query("""
            UPDATE checkout.merchant_order AS part
               SET state = 'CANCELLED', version = version + 1, updated_at = :at
             WHERE order_id = :order
               AND NOT EXISTS (SELECT 1 FROM checkout.voucher
                                WHERE merchant_order_id = part.id AND state <> 'CANCELLED')
               AND (state = 'PAID'
                    OR (state = 'SHIPPED'
                        AND EXISTS (SELECT 1 FROM checkout.voucher WHERE merchant_order_id = part.id)
                        AND NOT EXISTS (SELECT 1 FROM checkout.shipment WHERE merchant_order_id = part.id)))
            """)
    int cancelUnsent(UUID order, Instant at);

    @Query("""
            UPDATE checkout.merchant_order
               SET state = 'COMPLETED', version = version + 1, updated_at = :at
             WHERE id = :id AND state = 'SHIPPED'
            """)
    int markCompleted(UUID id, Instant at);
}
