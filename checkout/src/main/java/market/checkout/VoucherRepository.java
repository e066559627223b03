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
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface VoucherRepository extends GenericRepository<IssuedVoucherRow, UUID> {

    String COLUMNS = """
            SELECT voucher.id, voucher.code, voucher.order_id, voucher.merchant_order_id, voucher.merchant_id,
                   voucher.order_line_id, voucher.piece, voucher.state, voucher.valid_until, voucher.issued_at,
                   voucher.redeemed_at, voucher.redeemed_location_id, line.product_id, line.variant_id, line.sku,
                   line.title_zh, line.title_en
              FROM checkout.voucher AS voucher
              JOIN checkout.order_line AS line ON line.id = voucher.order_line_id
            """;

    /** A second voucher for a piece, or a second voucher with a code, undoes all of it. */
    @Query("""
            INSERT INTO checkout.voucher (id, code, order_id, merchant_order_id, merchant_id, order_line_id, piece, state,
                   valid_until, issued_at)
            VALUES (:id, :code, :orderId, :merchantOrderId, :merchantId, :orderLineId, :piece, 'ISSUED',
                   :validUntil, :issuedAt)
            """)
    void insert(List<IssuedVoucherRow> rows);

    @Query(COLUMNS + """
                     WHERE voucher.order_line_id IN (:lines) AND voucher.piece > :after AND voucher.piece <= :upTo
                     ORDER BY voucher.order_line_id, voucher.piece
                    """)
    List<VoucherRow> ofLines(Collection<UUID> lines, int after, int upTo);

    @Query(COLUMNS + " WHERE voucher.merchant_id = :merchant AND voucher.id = :id")
    Optional<VoucherRow> find(UUID merchant, UUID id);

    @Query(COLUMNS + " WHERE voucher.merchant_id = :merchant AND voucher.code = :code")
    Optional<VoucherRow> findByCode(UUID merchant, String code);

    @Query(COLUMNS + """
                     WHERE voucher.merchant_id = :merchant AND voucher.id < :before
                       AND CASE WHEN voucher.state = 'ISSUED' AND voucher.valid_until <= :now THEN 'EXPIRED'
                                ELSE voucher.state END IN (:states)
                     ORDER BY voucher.id DESC
                     LIMIT :limit
                    """)
    List<VoucherRow> pageOfMerchant(
            UUID merchant, Collection<VoucherState> states, Instant now, UUID before, int limit);

    @Query("""
            UPDATE checkout.voucher
               SET state = 'REDEEMED', redeemed_at = :now, redeemed_location_id = :location
             WHERE id = :id AND state = 'ISSUED' AND valid_until > :now
            """)
    int redeem(UUID id, Instant now, @Nullable UUID location);

    /** Newest first; nobody redeems them until the transaction ends. */
    @Query("""
            SELECT voucher.id, line.unit_price_minor
              FROM checkout.voucher AS voucher
              JOIN checkout.order_line AS line ON line.id = voucher.order_line_id
             WHERE voucher.merchant_order_id = :part AND voucher.state = 'ISSUED' AND voucher.valid_until > :now
             ORDER BY voucher.id DESC
               FOR UPDATE OF voucher
            """)
    List<LiveVoucherRow> lockLive(UUID part, Instant now);

    @Query("UPDATE checkout.voucher SET state = 'CANCELLED' WHERE id IN (:ids) AND state = 'ISSUED'")
    int cancel(Collection<UUID> ids);

    /** What of a part was paid for things that have no voucher, and for vouchers that were given back already. */
    @Query("""
            SELECT part.goods_minor + part.delivery_minor
                   - (SELECT COALESCE(sum(line.unit_price_minor), 0)
                        FROM checkout.voucher AS voucher
                        JOIN checkout.order_line AS line ON line.id = voucher.order_line_id
                       WHERE voucher.merchant_order_id = part.id AND voucher.state <> 'CANCELLED')
              FROM checkout.merchant_order AS part
             WHERE part.id = :part
            """)
    long minorOfOthers(UUID part);

    @Query("""
            SELECT merchant_order_id
              FROM checkout.voucher
             WHERE state = 'ISSUED' AND valid_until <= :now
             GROUP BY merchant_order_id
             ORDER BY min(valid_until)
             LIMIT :limit
            """)
    List<UUID> partsOverdue(Instant now, int limit);

    @Query("""
            UPDATE checkout.voucher
               SET state = 'EXPIRED'
             WHERE merchant_order_id = :part AND state = 'ISSUED' AND valid_until <= :now
            """)
    int expire(UUID part, Instant now);

    /** Nothing but vouchers was bought, none can be redeemed any more, and not all of them were given back. */
    @Query("""
            SELECT NOT EXISTS (SELECT 1 FROM checkout.order_line
                                WHERE merchant_order_id = :part AND voucher_days IS NULL)
               AND NOT EXISTS (SELECT 1 FROM checkout.voucher WHERE merchant_order_id = :part AND state = 'ISSUED')
               AND EXISTS (SELECT 1 FROM checkout.voucher
                            WHERE merchant_order_id = :part AND state IN ('REDEEMED', 'EXPIRED'))
            """)
    boolean areUsedUp(UUID part);

    @Query("SELECT EXISTS (SELECT 1 FROM checkout.voucher WHERE merchant_order_id = :part AND state = 'ISSUED')")
    boolean areLive(UUID part);

    @Query("""
            SELECT EXISTS (SELECT 1
                             FROM checkout.voucher
                            WHERE order_id = :order
                              AND (state IN ('REDEEMED', 'EXPIRED') OR (state = 'ISSUED' AND valid_until <= :now)))
            """)
    boolean isAnyUsed(UUID order, Instant now);
}
