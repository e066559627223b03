package market.merchants;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Also those that are codes no more. */
    @Query("SELECT code FROM merchants.region UNION SELECT code FROM merchants.region_version")
    List<String> allCodes();

    /** A code that came back is not former. */
    @Query("""
            SELECT ended.code, ended.successor
              FROM merchants.region_version AS ended
             WHERE ended.successor IS NOT NULL AND ended.valid_until <= :day
               AND NOT EXISTS (SELECT 1
                                 FROM merchants.region_version AS later
                                WHERE later.code = ended.code AND later.valid_from > ended.valid_from
                                  AND later.valid_from <= :day)
            """)
    List<FormerRegionRow> former(LocalDate day);

    @Query("""
            INSERT INTO merchants.region_version (code, valid_from, valid_until, name, successor)
            VALUES (:code, :validFrom, :validUntil, :name, :successor)
            ON CONFLICT (code, valid_from) DO UPDATE
               SET valid_until = excluded.valid_until, name = excluded.name, successor = excluded.successor
            """)
    void keep(
            String code, LocalDate validFrom, @Nullable LocalDate validUntil, String name, @Nullable String successor);
}
