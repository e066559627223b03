package market.settlement;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface VillageShareRepository extends GenericRepository<VillageShareRow, String> {

    @Query("SELECT region_code, name, rate FROM settlement.village_share WHERE region_code IN (:codes)")
    List<VillageShareRow> findAll(Collection<String> codes);

    @Query("""
            INSERT INTO settlement.village_share (region_code, name, rate)
            VALUES (:regionCode, :name, :rate)
            ON CONFLICT (region_code) DO UPDATE SET name = excluded.name, rate = excluded.rate
            """)
    void upsert(VillageShareRow row);
}
