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
interface OrderRepository extends GenericRepository<OrderRow, UUID> {

    String COLUMNS = """
            SELECT id, number, checkout_id, shopper_id, state, total_minor, currency, CAST(address AS text) AS address,
                   pay_before, placed_at, paid_at, version
              FROM checkout.buyer_order
            """;

    @Query(COLUMNS + " WHERE id IN (:ids)")
    List<OrderRow> findAll(Collection<UUID> ids);

    @Query(COLUMNS + " WHERE number = :number")
    Optional<OrderRow> findByNumber(String number);

    @Query(COLUMNS + """
                     WHERE shopper_id = :shopper AND (placed_at, id) < (:beforeAt, :beforeId)
                     ORDER BY placed_at DESC, id DESC
                     LIMIT :limit
                    """)
    List<OrderRow> pageOfShopper(UUID shopper, Instant beforeAt, UUID beforeId, int limit);

    /** Taken by one copy at a time; one that cannot be given up yet does not keep the others waiting. */
    @Query("""
            UPDATE checkout.buyer_order
               SET give_up_again_at = :leaseUntil
             WHERE id IN (
                   SELECT id
                     FROM checkout.buyer_order
                    WHERE state = 'PENDING_PAYMENT' AND pay_before < :now
                      AND (give_up_again_at IS NULL OR give_up_again_at < :now)
                    ORDER BY pay_before
                    LIMIT :limit
                      FOR UPDATE SKIP LOCKED)
            RETURNING id
            """)
    List<UUID> claimOverdue(Instant now, Instant leaseUntil, int limit);

    @Query("""
            INSERT INTO checkout.buyer_order (id, number, checkout_id, shopper_id, state, total_minor, currency, address,
                   pay_before, placed_at, version)
            VALUES (:id, :number, :checkoutId, :shopperId, :state, :totalMinor, :currency, CAST(:address AS jsonb),
                   :payBefore, :placedAt, :version)
            """)
    void insert(OrderRow row);

    @Query("""
            UPDATE checkout.buyer_order
               SET state = 'PAID', paid_at = :paidAt, version = version + 1
             WHERE id = :id AND state = 'PENDING_PAYMENT'
            """)
    int markPaid(UUID id, Instant paidAt);

    /** Paid after it was cancelled, with its goods in hand again. */
    @Query("""
            UPDATE checkout.buyer_order
               SET state = 'PAID', paid_at = :paidAt, version = version + 1
             WHERE id = :id AND state = 'CANCELLED'
            """)
    int revive(UUID id, Instant paidAt);

    @Query("""
            UPDATE checkout.buyer_order
               SET state = 'CANCELLED', version = version + 1
             WHERE id = :id AND state = 'PENDING_PAYMENT'
            """)
    int markCancelled(UUID id);

    /** Though it was paid: its money is on its way back. */
    @Query("""
            UPDATE checkout.buyer_order
               SET state = 'CANCELLED', version = version + 1
             WHERE id = :id AND state = 'PAID'
            """)
    int markGivenUp(UUID id);

    /** Whoever completes the parts of an order takes turns: else two last ones at one moment would each see the other open. */
    @Query("SELECT id FROM checkout.buyer_order WHERE id = :id FOR UPDATE")
    UUID lock(UUID id);

    @Query("""
            UPDATE checkout.buyer_order
               SET state = 'COMPLETED', version = version + 1
             WHERE id = :id AND state = 'PAID'
               AND NOT EXISTS (SELECT 1 FROM checkout.merchant_order WHERE order_id = :id AND state <> 'COMPLETED')
            """)
    int completeIfAllReceived(UUID id);

    @Query("SELECT nextval('checkout.order_number')")
    long nextNumber();
}
