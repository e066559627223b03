package market.cart;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ShopperRepository extends GenericRepository<ShopperRow, UUID> {

    String COLUMNS = """
            SELECT s.id, s.phone, s.name, COALESCE(c.customer_group, s.customer_group) AS customer_group, s.company,
                   s.created_at
              FROM cart.shopper AS s
              LEFT JOIN cart.company AS c ON c.name = s.company
            """;

    @Query(COLUMNS + " WHERE s.id = :id")
    Optional<ShopperRow> findById(UUID id);

    @Query(COLUMNS + " WHERE s.phone = :phone")
    Optional<ShopperRow> findByPhone(String phone);

    @Query(COLUMNS
            + " WHERE COALESCE(c.customer_group, s.customer_group) = :customerGroup ORDER BY s.phone LIMIT :limit")
    List<ShopperRow> listByGroup(String customerGroup, int limit);

    @Query(COLUMNS + " WHERE s.company = :company ORDER BY s.phone LIMIT :limit")
    List<ShopperRow> listByCompany(String company, int limit);

    @Query("""
            INSERT INTO cart.company (name, customer_group)
            VALUES (:name, :customerGroup)
            ON CONFLICT (name) DO UPDATE
               SET customer_group = excluded.customer_group
            """)
    void upsertCompany(String name, String customerGroup);

    @Query("""
            INSERT INTO cart.shopper (id, phone, customer_group)
            VALUES (:id, :phone, :customerGroup)
            ON CONFLICT (phone) DO NOTHING
            """)
    void insertIfAbsent(UUID id, String phone, String customerGroup);

    @Query("""
            INSERT INTO cart.shopper (id, phone, name, customer_group, company)
            VALUES (:id, :phone, :name, :customerGroup, :company)
            ON CONFLICT (phone) DO UPDATE
               SET name = excluded.name, customer_group = excluded.customer_group, company = excluded.company
            """)
    void upsert(UUID id, String phone, String name, String customerGroup, String company);
}
