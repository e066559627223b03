package market.catalog;

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
interface PriceListRepository extends GenericRepository<PriceListRow, UUID> {

    String COLUMNS = """
            SELECT id, merchant_id, code, name, currency, customer_group, company, channel, pavilion, priority, valid_from,
                   valid_until, version, removed_at, created_at, updated_at
              FROM catalog.price_list
            """;

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id = :id")
    Optional<PriceListRow> findById(UUID merchant, UUID id);

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id IN (:ids)")
    List<PriceListRow> findAll(UUID merchant, Collection<UUID> ids);

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND code = :code AND removed_at IS NULL")
    Optional<PriceListRow> findByCode(UUID merchant, String code);

    @Query(COLUMNS + " WHERE merchant_id = :merchant AND removed_at IS NULL AND id > :after ORDER BY id LIMIT :limit")
    List<PriceListRow> page(UUID merchant, UUID after, int limit);

    @Query("SELECT count(*) FROM catalog.price_list WHERE merchant_id = :merchant AND removed_at IS NULL")
    int count(UUID merchant);

    /** Nobody else writes it or its entries until the transaction ends. */
    @Query(COLUMNS + " WHERE merchant_id = :merchant AND id = :id FOR UPDATE")
    Optional<PriceListRow> lock(UUID merchant, UUID id);

    @Query("""
            INSERT INTO catalog.price_list (id, merchant_id, code, name, currency, customer_group, company, channel, pavilion,
                   priority, valid_from, valid_until, version)
            VALUES (:id, :merchantId, :code, :name, :currency, :customerGroup, :company, :channel, :pavilion,
                    :priority, :validFrom, :validUntil, 1)
            ON CONFLICT (id) DO UPDATE
               SET name = excluded.name, customer_group = excluded.customer_group, company = excluded.company,
                   channel = excluded.channel, pavilion = excluded.pavilion, priority = excluded.priority,
                   valid_from = excluded.valid_from, valid_until = excluded.valid_until,
                   version = price_list.version + 1, updated_at = now()
            """)
    void upsert(PriceListRow row);

    @Query("UPDATE catalog.price_list SET version = version + 1, updated_at = now() WHERE id = :id")
    int raise(UUID id);

    @Query("UPDATE catalog.price_list SET removed_at = :at, version = version + 1, updated_at = now() WHERE id = :id")
    int remove(UUID id, Instant at);
}
