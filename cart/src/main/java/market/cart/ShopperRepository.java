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
            SELECT id, phone, name, customer_group, company, created_at
              FROM cart.shopper
            """;

    @Query(COLUMNS + " WHERE id = :id")
    Optional<ShopperRow> findById(UUID id);

    @Query(COLUMNS + " WHERE phone = :phone")
    Optional<ShopperRow> findByPhone(String phone);

    @Query(COLUMNS + " WHERE customer_group = :customerGroup ORDER BY phone LIMIT :limit")
    List<ShopperRow> listByGroup(String customerGroup, int limit);

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
