package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PavilionRepository extends GenericRepository<PavilionRow, UUID> {

    String COLUMNS = """
            SELECT id, handle, name_zh, name_en, description_zh, description_en, region_code
              FROM catalog.pavilion
            """;

    @Query(COLUMNS + " WHERE handle = :handle")
    Optional<PavilionRow> findByHandle(String handle);

    @Query(COLUMNS + " WHERE id = :id")
    Optional<PavilionRow> findById(UUID id);

    @Query(COLUMNS + " ORDER BY handle LIMIT :limit")
    List<PavilionRow> list(int limit);

    @Query("""
            INSERT INTO catalog.pavilion (id, handle, name_zh, name_en, description_zh, description_en, region_code)
            VALUES (:id, :handle, :nameZh, :nameEn, :descriptionZh, :descriptionEn, :regionCode)
            ON CONFLICT (handle) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en,
                   description_zh = excluded.description_zh, description_en = excluded.description_en,
                   region_code = excluded.region_code
            """)
    void upsert(PavilionRow row);

    @Query("""
            INSERT INTO catalog.pavilion_listing (pavilion_id, product_id, position)
            VALUES (:pavilion, :product, :position)
            ON CONFLICT (pavilion_id, product_id) DO UPDATE SET position = excluded.position
            """)
    void list(UUID pavilion, UUID product, int position);

    @Query("DELETE FROM catalog.pavilion_listing WHERE pavilion_id = :pavilion AND product_id = :product")
    int unlist(UUID pavilion, UUID product);

    @Query("""
            SELECT position
              FROM catalog.pavilion_listing
             WHERE pavilion_id = :pavilion AND product_id = :product
            """)
    Optional<Integer> position(UUID pavilion, UUID product);
}
