package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PavilionRepository extends GenericRepository<PavilionRow, UUID> {

    String COLUMNS = """
            SELECT id, handle, name_zh, name_en, description_zh, description_en, region_code,
                   CAST(rules AS text) AS rules, rule_order, version, review, reviewed_to
              FROM catalog.pavilion
            """;

    @Query(COLUMNS + " WHERE handle = :handle")
    Optional<PavilionRow> findByHandle(String handle);

    @Query(COLUMNS + " WHERE id = :id")
    Optional<PavilionRow> findById(UUID id);

    @Query(COLUMNS + " ORDER BY handle LIMIT :limit")
    List<PavilionRow> list(int limit);

    @Query(COLUMNS + " WHERE rules <> '[]' ORDER BY id")
    List<PavilionRow> withRules();

    /** One that its curator has written stays as it is. */
    @Query("""
            INSERT INTO catalog.pavilion (id, handle, name_zh, name_en, description_zh, description_en, region_code)
            VALUES (:id, :handle, :nameZh, :nameEn, :descriptionZh, :descriptionEn, :regionCode)
            ON CONFLICT (handle) DO UPDATE
               SET name_zh = excluded.name_zh, name_en = excluded.name_en,
                   description_zh = excluded.description_zh, description_en = excluded.description_en,
                   region_code = excluded.region_code, version = pavilion.version + 1
             WHERE pavilion.written_by IS NULL
               AND (pavilion.name_zh, pavilion.name_en, pavilion.description_zh, pavilion.description_en,
                    pavilion.region_code)
                   IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.description_zh,
                    excluded.description_en, excluded.region_code)
            """)
    void open(
            UUID id,
            String handle,
            String nameZh,
            @Nullable String nameEn,
            String descriptionZh,
            @Nullable String descriptionEn,
            String regionCode);

    /** Only while its version is still the row's. */
    @Query("""
            UPDATE catalog.pavilion
               SET name_zh = :nameZh, name_en = :nameEn, description_zh = :descriptionZh,
                   description_en = :descriptionEn, written_by = :curator, version = version + 1
             WHERE id = :id AND version = :expected
            """)
    int write(
            UUID id,
            String nameZh,
            @Nullable String nameEn,
            String descriptionZh,
            @Nullable String descriptionEn,
            UUID curator,
            int expected);

    /** Only while its version is still the row's. */
    @Query("""
            UPDATE catalog.pavilion
               SET rules = CAST(:wanted AS jsonb), rule_order = :ruleOrder, version = version + 1
             WHERE id = :id AND version = :expected
            """)
    int writeRules(UUID id, String wanted, PavilionOrder ruleOrder, int expected);

    @Query("""
            UPDATE catalog.pavilion
               SET review = review + 1, reviewed_to = :beginning
             WHERE id = :id
            """)
    void beginReview(UUID id, UUID beginning);

    /** Has the next page of a review to itself until the transaction ends; nothing when it is not there any more. */
    @Query("""
            UPDATE catalog.pavilion
               SET reviewed_to = :seen
             WHERE id = :id AND review = :current AND reviewed_to = :seen
            """)
    int takeReview(UUID id, int current, UUID seen);

    @Query("UPDATE catalog.pavilion SET reviewed_to = :seen WHERE id = :id")
    void reviewTo(UUID id, UUID seen);

    @Query("UPDATE catalog.pavilion SET reviewed_to = NULL WHERE id = :id")
    void endReview(UUID id);

    /** Goods of admitted merchants, and no others: whatever else it had found went with its merchant. */
    @Query("""
            SELECT p.id
              FROM catalog.product AS p
             WHERE p.id > :after
               AND p.merchant_id IN (SELECT merchant_id
                                       FROM catalog.pavilion_admission
                                      WHERE pavilion_id = :pavilion AND state = 'ADMITTED')
             ORDER BY p.id
             LIMIT :limit
            """)
    List<UUID> candidates(UUID pavilion, UUID after, int limit);
}
