package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Keeps what products said, version by version, and tells how versions differ. */
@Singleton
public class ProductVersions {

    private static final TypeReference<Map<String, Map<String, String>>> SAID = new TypeReference<>() {};

    /** What a version says: members by field, of the product under the empty sku and of each variant under its own. */
    private record Kept(int version, Instant at, Map<String, Map<String, String>> said) {}

    private final JdbcOperations jdbc;
    private final PriceHistory prices;
    private final ReviewStore reviews;

    ProductVersions(JdbcOperations jdbc, PriceHistory prices, ReviewStore reviews) {
        this.jdbc = jdbc;
        this.prices = prices;
        this.reviews = reviews;
    }

    /**
     * Keeps the versions that were just written, prices that are new in them, and what the operator has to look at, in the
     * writer's transaction.
     *
     * @param by the session or key whose holder wrote them, if any
     */
    void keep(Collection<UUID> products, @Nullable UUID by) {
        prices.keepOwn(products, by);
        store(products);
        var leftTheShelf = reviews.look(products);
        if (!leftTheShelf.isEmpty()) {
            store(leftTheShelf);
        }
    }

    /** As {@link #keep}, of a version that nothing made but a variant's new price: nobody has to look at it. */
    void keepRepriced(UUID product, @Nullable UUID by) {
        prices.keepOwn(List.of(product), by);
        store(List.of(product));
    }

    private void store(Collection<UUID> products) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.product_version (product_id, version, said)
                SELECT p.id, p.version,
                       jsonb_build_object('', jsonb_strip_nulls(jsonb_build_object(
                           'handle', p.handle, 'product_type', p.product_type, 'category', p.category_code,
                           'title_zh', p.title_zh, 'title_en', p.title_en, 'description_zh', p.description_zh,
                           'description_en', p.description_en, 'description_html_zh', p.description_html_zh,
                           'description_html_en', p.description_html_en, 'origin', p.origin_code, 'keywords', p.keywords,
                           'image', p.image, 'status', p.status,
                           'media', (SELECT string_agg(concat_ws(' ', s.media_id, s.alt_zh, s.alt_en), '|'
                                                ORDER BY s.position)
                                       FROM catalog.product_media AS s
                                      WHERE s.product_id = p.id),
                           'attributes', CAST(p.attributes AS text))))
                       || COALESCE((
                           SELECT jsonb_object_agg(v.sku, jsonb_strip_nulls(jsonb_build_object(
                                      'position', CAST(v.position AS text), 'price_minor', CAST(v.price_minor AS text),
                                      'currency', v.currency, 'net_weight_grams', CAST(v.net_weight_grams AS text),
                                      'unit', v.unit, 'barcode', v.barcode, 'min_quantity', CAST(v.min_quantity AS text),
                                      'quantity_step', CAST(v.quantity_step AS text),
                                      'case_pack', CAST(v.case_pack AS text), 'max_quantity', CAST(v.max_quantity AS text),
                                      'attributes', CAST(v.attributes AS text),
                                      'ships_from', CAST(v.ships_from AS text),
                                      'pre_sale_ends_at', CAST(v.pre_sale_ends_at AT TIME ZONE 'UTC' AS text),
                                      'tiers', (SELECT string_agg(concat_ws(':', t.customer_group, t.min_quantity,
                                                           t.price_minor, t.step, t.max_quantity), '|'
                                                           ORDER BY t.customer_group, t.min_quantity)
                                                  FROM catalog.price_tier AS t
                                                 WHERE t.variant_id = v.id))))
                             FROM catalog.variant AS v
                            WHERE v.product_id = p.id), '{}')
                  FROM catalog.product AS p
                 WHERE p.id = ANY (?)
                ON CONFLICT (product_id, version) DO UPDATE
                   SET said = excluded.said
                """, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", products.toArray()));
            return statement.executeUpdate();
        });
    }

    /** By product, newest first, each with what it changed; the oldest that is kept changes nothing. */
    @Transactional(readOnly = true)
    public Map<ProductId, List<ProductVersion>> of(Collection<ProductId> products, int limit) {
        var found = new HashMap<ProductId, List<ProductVersion>>();
        read(products, limit + 1).forEach((product, kept) -> found.put(product, compared(kept, limit)));
        return found;
    }

    private static List<ProductVersion> compared(List<Kept> kept, int limit) {
        var versions = new ArrayList<ProductVersion>();
        for (var i = 0; i < Math.min(limit, kept.size()); i++) {
            var after = kept.get(i);
            versions.add(new ProductVersion(
                    after.version, after.at, i + 1 < kept.size() ? changes(kept.get(i + 1), after) : List.of()));
        }
        return versions;
    }

    private static List<EditOutcome.Change> changes(Kept before, Kept after) {
        var changes = new ArrayList<EditOutcome.Change>();
        after.said.forEach((sku, members) -> ProductDiff.compare(
                sku.isEmpty() ? null : sku, before.said.getOrDefault(sku, Map.of()), members, changes));
        before.said.forEach((sku, members) -> {
            if (!after.said.containsKey(sku)) {
                ProductDiff.compare(sku, members, Map.of(), changes);
            }
        });
        return changes;
    }

    private Map<ProductId, List<Kept>> read(Collection<ProductId> products, int limit) {
        return jdbc.prepareStatement("""
                SELECT kept.product_id, kept.version, kept.created_at, CAST(kept.said AS text) AS said
                  FROM unnest(?) AS wanted (id)
                 CROSS JOIN LATERAL (
                       SELECT *
                         FROM catalog.product_version
                        WHERE product_id = wanted.id
                        ORDER BY version DESC
                        LIMIT ?) AS kept
                 ORDER BY kept.version DESC
                """, statement -> {
            var ids = products.stream().map(ProductId::value).toArray();
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var kept = new HashMap<ProductId, List<Kept>>();
                while (rows.next()) {
                    kept.computeIfAbsent(
                                    new ProductId(rows.getObject("product_id", UUID.class)), _ -> new ArrayList<>())
                            .add(new Kept(
                                    rows.getInt("version"),
                                    rows.getObject("created_at", OffsetDateTime.class)
                                            .toInstant(),
                                    Json.read(rows.getString("said"), SAID)));
                }
                return kept;
            }
        });
    }
}
