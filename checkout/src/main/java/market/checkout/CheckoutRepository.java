package market.checkout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CheckoutRepository extends GenericRepository<CheckoutRow, UUID> {

    String COLUMNS = """
            SELECT id, cart_id, shopper_id, reservation_id, state, CAST(quote AS text) AS quote,
                   CAST(delivery AS text) AS delivery, order_id, created_at, expires_at, version
              FROM checkout.checkout
            """;

    @Query(COLUMNS + " WHERE id = :id")
    Optional<CheckoutRow> findById(UUID id);

    @Query(COLUMNS + " WHERE cart_id = :cart AND state = 'OPEN'")
    List<CheckoutRow> findOpenByCart(UUID cart);

    @Query("""
            INSERT INTO checkout.checkout (id, cart_id, shopper_id, reservation_id, state, quote, created_at, expires_at,
                   version)
            VALUES (:id, :cartId, :shopperId, :reservationId, :state, CAST(:quote AS jsonb), :createdAt, :expiresAt,
                    :version)
            """)
    void insert(CheckoutRow row);

    @Query("UPDATE checkout.checkout SET state = 'RELEASED', version = version + 1 WHERE id = :id AND state = 'OPEN'")
    int release(UUID id);

    @Query("""
            UPDATE checkout.checkout
               SET delivery = CAST(:delivery AS jsonb), quote = CAST(:frozen AS jsonb),
                   expires_at = GREATEST(expires_at, :until), version = version + 1
             WHERE id = :id AND state = 'OPEN' AND version = :expectedVersion
            """)
    int setDelivery(UUID id, String delivery, String frozen, Instant until, int expectedVersion);

    @Query("""
            UPDATE checkout.checkout
               SET state = 'PLACED', order_id = :order, version = version + 1
             WHERE id = :id AND state = 'OPEN' AND version = :expectedVersion AND created_at > :oldest
            """)
    int place(UUID id, UUID order, int expectedVersion, Instant oldest);
}
