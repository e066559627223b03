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
interface RecallMessageRepository extends GenericRepository<RecallMessageRow, UUID> {

    String COLUMNS = """
            SELECT m.id, m.recall_id, m.order_id, o.number AS order_number, o.state AS order_state, m.units, m.is_certain,
                   m.text_zh, m.text_en, m.created_at, m.sent_at, o.address ->> 'phone' AS phone
              FROM checkout.recall_message AS m
              JOIN checkout.buyer_order AS o ON o.id = m.order_id
            """;

    @Query(COLUMNS + " WHERE m.recall_id = :recall AND m.id > :after ORDER BY m.id LIMIT :limit")
    List<RecallMessageRow> page(UUID recall, UUID after, int limit);

    @Query(COLUMNS + " WHERE m.order_id IN (:orders) ORDER BY m.id")
    List<RecallMessageRow> ofOrders(Collection<UUID> orders);

    @Query(COLUMNS + " WHERE m.id IN (:ids)")
    List<RecallMessageRow> findAll(Collection<UUID> ids);

    @Query("SELECT count(*) FROM checkout.recall_message WHERE recall_id = :recall")
    long count(UUID recall);

    @Query("SELECT count(*) FROM checkout.recall_message WHERE recall_id = :recall AND sent_at IS NOT NULL")
    long countSent(UUID recall);

    /** Orders that are not given up, by their ids. */
    @Query("SELECT id FROM checkout.buyer_order WHERE id IN (:orders) AND state <> 'CANCELLED' ORDER BY id")
    List<UUID> standing(Collection<UUID> orders);

    /** Orders whose parcels were packed with a batch. */
    @Query("""
            SELECT DISTINCT order_id
              FROM checkout.shipment
             WHERE batch_codes @> jsonb_build_array(CAST(:code AS text))
            """)
    List<UUID> shippedWith(String code);

    /** Orders of goods that were given no batch anybody knows of, placed since a day. */
    @Query("""
            SELECT DISTINCT line.order_id
              FROM checkout.order_line AS line
              JOIN checkout.buyer_order AS o ON o.id = line.order_id
             WHERE line.product_id = :product AND o.state <> 'CANCELLED' AND o.placed_at >= :since
               AND NOT jsonb_path_exists(line.sources, '$[*].lots[*].code')
               AND NOT EXISTS (SELECT 1
                                 FROM checkout.shipment AS parcel
                                WHERE parcel.merchant_order_id = line.merchant_order_id
                                  AND jsonb_array_length(parcel.batch_codes) > 0)
            """)
    List<UUID> untraced(UUID product, Instant since);

    @Query("""
            INSERT INTO checkout.recall_message (id, recall_id, order_id, units, is_certain, text_zh, text_en, due_at,
                   created_at)
            VALUES (:id, :recall, :order, :units, :certain, :textZh, :textEn, :at, :at)
            ON CONFLICT (recall_id, order_id) DO NOTHING
            """)
    int insert(UUID id, UUID recall, UUID order, long units, boolean certain, String textZh, String textEn, Instant at);

    /** Taken by one copy at a time; one that cannot be sent does not keep the others waiting. */
    @Query("""
            UPDATE checkout.recall_message
               SET due_at = :again, tries = tries + 1
             WHERE id IN (
                   SELECT id
                     FROM checkout.recall_message
                    WHERE sent_at IS NULL AND due_at <= :now
                    ORDER BY due_at
                    LIMIT :limit
                      FOR UPDATE SKIP LOCKED)
            RETURNING id
            """)
    List<UUID> claim(Instant now, Instant again, int limit);

    @Query("UPDATE checkout.recall_message SET sent_at = :at WHERE id = :id AND sent_at IS NULL")
    int sent(UUID id, Instant at);
}
