package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PriceEntryRepository extends GenericRepository<PriceEntryRow, UUID> {

    String COLUMNS = """
            SELECT e.list_id, e.variant_id, l.currency, CAST(e.prices AS text) AS prices
              FROM catalog.price_list_entry AS e
              JOIN catalog.price_list AS l ON l.id = e.list_id
             WHERE l.merchant_id = :merchant AND e.list_id = :list
            """;

    @Query(COLUMNS + " AND e.variant_id = :variant")
    Optional<PriceEntryRow> find(UUID merchant, UUID list, UUID variant);

    @Query(COLUMNS + " AND e.variant_id > :after ORDER BY e.variant_id LIMIT :limit")
    List<PriceEntryRow> page(UUID merchant, UUID list, UUID after, int limit);
}
