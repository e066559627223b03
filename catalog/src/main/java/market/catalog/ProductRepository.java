package market.catalog;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads products whole, one statement however many are asked for. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProductRepository extends GenericRepository<ProductRow, UUID> {

    // A list that ended stays a day: the clocks of the database and of the copies of the engine are not one. What is
    // read
    // as text is put together as json: jsonb would be sorted and taken apart first.
    String HEAD = """
            SELECT p.id, p.merchant_id, p.key, p.handle, p.product_type, p.category_code, p.title_zh, p.title_en,
                   p.description_zh, p.description_en, p.description_html_zh, p.description_html_en, p.origin_code,
                   CAST(p.attributes AS text) AS attributes, p.image,
                   p.keywords, p.status, p.version, p.updated_at,
                   (SELECT CAST(COALESCE(json_agg(json_build_object(
                               'id', v.id, 'sku', v.sku, 'attributes', v.attributes, 'priceMinor', v.price_minor,
                               'currency', v.currency, 'netWeightGrams', v.net_weight_grams, 'unit', v.unit,
                               'barcode', v.barcode, 'minQuantity', v.min_quantity,
                               'quantityStep', v.quantity_step, 'casePack', v.case_pack, 'maxQuantity', v.max_quantity,
                               'shipsFrom', v.ships_from, 'preSaleEndsAt', v.pre_sale_ends_at,
                               'tiers', (SELECT COALESCE(json_agg(json_build_object(
                                             'customerGroup', t.customer_group, 'minQuantity', t.min_quantity,
                                             'priceMinor', t.price_minor, 'step', t.step,
                                             'maxQuantity', t.max_quantity)), '[]')
                                           FROM catalog.price_tier AS t
                                          WHERE t.variant_id = v.id),
                               'lists', (SELECT COALESCE(json_agg(
            """ + ListedPriceJson.SQL + """
                                             ORDER BY l.id), '[]')
                                           FROM catalog.price_list_entry AS e
                                           JOIN catalog.price_list AS l ON l.id = e.list_id
                                          WHERE e.variant_id = v.id
                                            AND (l.valid_until IS NULL OR l.valid_until > now() - interval '1 day')))
                               ORDER BY v.position), '[]') AS text)
                      FROM catalog.variant AS v
                     WHERE v.product_id = p.id
            """;
    String TAIL = """
                   ) AS variants,
                   (SELECT CAST(COALESCE(json_agg(json_build_object(
                               'id', c.id, 'kindCode', c.kind,
                               'kindName', json_build_object('zh', k.name_zh, 'en', k.name_en), 'number', c.number,
                               'name', json_build_object('zh', c.name_zh, 'en', c.name_en), 'issuer', c.issuer,
                               'holder', c.holder, 'validFrom', c.valid_from, 'validTo', c.valid_to)
                               ORDER BY c.kind, c.number), '[]') AS text)
                      FROM catalog.product_certificate AS pc
                      JOIN catalog.certificate AS c ON c.id = pc.certificate_id
                      JOIN catalog.certificate_kind AS k ON k.code = c.kind
                     WHERE pc.product_id = p.id AND c.state = 'VERIFIED'
                       AND (c.quota_grams IS NULL OR c.used_grams < c.quota_grams)) AS certificates,
                   (SELECT CAST(COALESCE(json_agg(h.handle ORDER BY h.handle), '[]') AS text)
                      FROM catalog.pavilion_listing AS l
                      JOIN catalog.pavilion AS h ON h.id = l.pavilion_id
                     WHERE l.product_id = p.id AND NOT l.is_excluded) AS pavilions,
                   (SELECT CAST(COALESCE(json_agg(json_build_object(
                               'cause', b.cause, 'code', b.code,
                               'reason', json_build_object('zh', b.reason_zh, 'en', b.reason_en))
                               ORDER BY b.cause, b.code), '[]') AS text)
                      FROM catalog.product_bar AS b
                     WHERE b.product_id = p.id) AS bars,
                   (SELECT CAST(COALESCE(json_agg(json_build_object(
                               'id', m.id, 'renditions', m.renditions, 'altZh', s.alt_zh, 'altEn', s.alt_en)
                               ORDER BY s.position), '[]') AS text)
                      FROM catalog.product_media AS s
                      JOIN catalog.media AS m ON m.id = s.media_id
                     WHERE s.product_id = p.id) AS media
              FROM catalog.product AS p
            """;
    String WHOLE = HEAD + TAIL;

    @Query(WHOLE + " WHERE p.id = :id")
    Optional<ProductRow> findById(UUID id);

    @Query(WHOLE + " WHERE p.handle = :handle")
    Optional<ProductRow> findByHandle(String handle);

    @Query(WHOLE + " WHERE p.id = (SELECT product_id FROM catalog.former_handle WHERE handle = :former)")
    Optional<ProductRow> findByFormerHandle(String former);

    @Query(WHOLE + " WHERE p.merchant_id = :merchant AND p.key = :key")
    Optional<ProductRow> findByKey(UUID merchant, String key);

    @Query(WHOLE + " WHERE p.merchant_id = :merchant AND p.key IN (:keys)")
    List<ProductRow> findByKeys(UUID merchant, Collection<String> keys);

    @Query("SELECT DISTINCT product_type FROM catalog.product WHERE merchant_id = :merchant ORDER BY product_type")
    List<String> typesOf(UUID merchant);

    @Query(WHOLE + " WHERE p.id IN (:ids)")
    List<ProductRow> findAll(Collection<UUID> ids);

    /**
     * Only the variants asked for are in the answer. The parameter must not share its name with a column of the row: it would
     * be bound as that column's type.
     */
    @Query(HEAD
            + " AND v.id IN (:variantIds) "
            + TAIL
            + " WHERE p.id IN (SELECT product_id FROM catalog.variant WHERE id IN (:variantIds))")
    List<ProductRow> findByVariants(Collection<UUID> variantIds);

    @Query(WHOLE + " WHERE p.id > :after ORDER BY p.id LIMIT :limit")
    List<ProductRow> page(UUID after, int limit);

    @Query(WHOLE + " WHERE p.product_type = :kind AND p.id > :after ORDER BY p.id LIMIT :limit")
    List<ProductRow> pageOfType(String kind, UUID after, int limit);

    @Query(WHOLE + " WHERE p.merchant_id = :merchant AND p.id > :after ORDER BY p.id LIMIT :limit")
    List<ProductRow> pageOfMerchant(UUID merchant, UUID after, int limit);

    @Query(WHOLE + """
                     WHERE p.status = 'LISTED' AND p.id > :after
                       AND NOT EXISTS (SELECT 1 FROM catalog.product_bar AS barred WHERE barred.product_id = p.id)
                       AND (p.title_zh ILIKE :pattern OR p.title_en ILIKE :pattern OR p.keywords ILIKE :pattern)
                     ORDER BY p.id
                     LIMIT :limit
                    """)
    List<ProductRow> searchPlainly(String pattern, UUID after, int limit);

    /** The version of a merchant's product, which nobody else writes until the transaction ends. */
    @Query("SELECT version FROM catalog.product WHERE id = :id AND merchant_id = :merchant FOR UPDATE")
    Optional<Integer> lock(UUID id, UUID merchant);

    @Query("SELECT merchant_id FROM catalog.product WHERE id = :id")
    Optional<UUID> merchantOf(UUID id);

    @Query("UPDATE catalog.product SET status = :status WHERE id = :id")
    int setStatus(UUID id, ProductStatus status);

    @Query("UPDATE catalog.product SET title_zh = :zh, title_en = :en WHERE id = :id")
    int setTitle(UUID id, String zh, @Nullable String en);

    @Query("""
            UPDATE catalog.product
               SET description_zh = :zh, description_en = :en, description_html_zh = :htmlZh, description_html_en = :htmlEn
             WHERE id = :id
            """)
    int setDescription(UUID id, String zh, @Nullable String en, @Nullable String htmlZh, @Nullable String htmlEn);
}
