package market.merchants;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RegionRepository extends GenericRepository<Region, String> {

    @Query("SELECT code, name, level, parent FROM merchants.region WHERE code = :code")
    Optional<Region> findByCode(String code);

    @Query("SELECT code, name, level, parent FROM merchants.region WHERE code IN (:codes)")
    List<Region> findAll(Collection<String> codes);

    @Query("SELECT code, name, level, parent FROM merchants.region WHERE parent = :parent ORDER BY code")
    List<Region> children(String parent);

    @Query("SELECT code, name, level, parent FROM merchants.region WHERE parent IS NULL ORDER BY code")
    List<Region> provinces();

    /** Provinces first, villages last. */
    @Query("SELECT code, name, level, parent FROM merchants.region ORDER BY length(code), code LIMIT :limit")
    List<Region> upperLevels(int limit);

    @Query("SELECT code FROM merchants.region")
    List<String> allCodes();
}
