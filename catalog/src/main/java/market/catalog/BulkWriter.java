package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Writes many products with a statement per table, in the caller's transaction. */
@Singleton
class BulkWriter {

    /**
     * A product that nothing speaks against.
     *
     * @param media that it shall show; null to leave them
     * @param variants positions of those that are new or changed
     */
    record Write(
            UpsertProduct product,
            UpsertRules.Checked checked,
            ProductStatus status,
            @Nullable List<PlacedMedia> media,
            List<Integer> variants) {}

    private record ProductJson(
            UUID id,
            String key,
            String handle,
            String productType,
            String categoryCode,
            String titleZh,
            @Nullable String titleEn,
            String descriptionZh,
            @Nullable String descriptionEn,
            @Nullable String descriptionHtmlZh,
            @Nullable String descriptionHtmlEn,
            String originCode,
            Map<String, List<String>> attributes,
            @Nullable String image,
            String keywords,
            String status) {}

    private record VariantJson(
            UUID id,
            UUID productId,
            String sku,
            int position,
            Map<String, List<String>> attributes,
            long priceMinor,
            String currency,
            @Nullable Long netWeightGrams,
            String unit,
            @Nullable String barcode,
            long minQuantity,
            long quantityStep,
            long casePack,
            @Nullable Long maxQuantity) {}

    private record TierJson(
            UUID variantId,
            String customerGroup,
            long minQuantity,
            long priceMinor,
            long step,
            @Nullable Long maxQuantity) {}

    private record Versioned(ProductId id, int version) {}

    private final JdbcOperations jdbc;
    private final Ids ids;
    private final ShownMedia shown;
    private final ProductVersions versions;
    private final Outbox outbox;

    BulkWriter(JdbcOperations jdbc, Ids ids, ShownMedia shown, ProductVersions versions, Outbox outbox) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.shown = shown;
        this.versions = versions;
        this.outbox = outbox;
    }

    /** Nobody else writes these products until the transaction ends; certificates may still be hung on them. */
    void lock(MerchantId merchant, List<String> keys) {
        jdbc.prepareStatement("""
                SELECT id
                  FROM catalog.product
                 WHERE merchant_id = ? AND key = ANY (?)
                 ORDER BY id
                   FOR NO KEY UPDATE
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setArray(2, statement.getConnection().createArrayOf("text", keys.toArray()));
            return statement.execute();
        });
    }

    /** Answers with those that are on the shelf now. */
    List<ProductId> write(MerchantId merchant, List<Write> writes) {
        if (writes.isEmpty()) {
            return List.of();
        }
        keepHandles(merchant, writes);
        var stored = writeProducts(merchant, writes);
        writeVariants(merchant, writes, stored);
        writeMedia(writes, stored);
        versions.keep(
                stored.values().stream().map(product -> product.id.value()).toList(), null);
        outbox.append(stored.values().stream()
                .map(product -> new ProductChanged(product.id, merchant, product.version))
                .toList());
        return writes.stream()
                .filter(write -> write.status == ProductStatus.LISTED)
                .map(write -> of(stored, write.product.key()).id)
                .toList();
    }

    /** As for one product: links to the handles that are about to be lost lead on. */
    private void keepHandles(MerchantId merchant, List<Write> writes) {
        jdbc.prepareStatement("""
                WITH wanted AS (
                    SELECT key, handle
                      FROM unnest(?, ?) AS given (key, handle)
                ), taken AS (
                    DELETE FROM catalog.former_handle
                     WHERE handle IN (SELECT handle FROM wanted)
                )
                INSERT INTO catalog.former_handle (handle, product_id)
                SELECT p.handle, p.id
                  FROM catalog.product AS p
                  JOIN wanted ON wanted.key = p.key
                 WHERE p.merchant_id = ? AND p.handle <> wanted.handle
                ON CONFLICT DO NOTHING
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            writes.stream().map(write -> write.product.key()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            writes.stream().map(write -> write.product.handle()).toArray()));
            statement.setObject(3, merchant.value());
            return statement.executeUpdate();
        });
    }

    private Map<String, Versioned> writeProducts(MerchantId merchant, List<Write> writes) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.product (id, merchant_id, key, handle, product_type, category_code, title_zh, title_en,
                       description_zh, description_en, description_html_zh, description_html_en, origin_code, attributes,
                       image, keywords, status, version)
                SELECT "id", ?, "key", "handle", "productType", "categoryCode", "titleZh", "titleEn", "descriptionZh",
                       "descriptionEn", "descriptionHtmlZh", "descriptionHtmlEn", "originCode", "attributes", "image",
                       "keywords", "status", 1
                  FROM jsonb_to_recordset(?::jsonb) AS given ("id" uuid, "key" text, "handle" text, "productType" text,
                       "categoryCode" text, "titleZh" text, "titleEn" text, "descriptionZh" text,
                       "descriptionEn" text, "descriptionHtmlZh" text, "descriptionHtmlEn" text, "originCode" text,
                       "attributes" jsonb, "image" text, "keywords" text, "status" text)
                ON CONFLICT (merchant_id, key) DO UPDATE
                   SET handle = excluded.handle, product_type = excluded.product_type,
                       category_code = excluded.category_code, title_zh = excluded.title_zh,
                       title_en = excluded.title_en, description_zh = excluded.description_zh,
                       description_en = excluded.description_en,
                       description_html_zh = excluded.description_html_zh,
                       description_html_en = excluded.description_html_en, origin_code = excluded.origin_code,
                       attributes = excluded.attributes, image = excluded.image, keywords = excluded.keywords,
                       status = excluded.status, version = product.version + 1, updated_at = now()
                RETURNING key, id, version
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setString(2, Json.write(writes.stream().map(this::product).toList()));
            try (var rows = statement.executeQuery()) {
                var stored = new HashMap<String, Versioned>();
                while (rows.next()) {
                    stored.put(
                            rows.getString("key"),
                            new Versioned(new ProductId(rows.getObject("id", UUID.class)), rows.getInt("version")));
                }
                return stored;
            }
        });
    }

    private ProductJson product(Write write) {
        var product = write.product;
        return new ProductJson(
                ids.next(),
                product.key(),
                product.handle(),
                product.productType(),
                product.categoryCode(),
                product.title().zh(),
                product.title().en(),
                product.description().zh(),
                product.description().en(),
                product.descriptionHtmlZh(),
                product.descriptionHtmlEn(),
                product.originCode(),
                write.checked.attributes(),
                product.image(),
                product.keywords(),
                write.status.name());
    }

    private void writeVariants(MerchantId merchant, List<Write> writes, Map<String, Versioned> stored) {
        var variants = new ArrayList<VariantJson>();
        var tiers = new HashMap<String, List<PriceTier>>();
        for (var write : writes) {
            var product = of(stored, write.product.key()).id;
            for (int position : write.variants) {
                variants.add(variant(product, write, position));
                var spec = write.product.variants().get(position);
                tiers.put(spec.sku(), spec.tiers());
            }
        }
        if (variants.isEmpty()) {
            return;
        }
        var written = writeVariants(merchant, variants);
        if (written.size() != variants.size()) {
            // Another product took a sku since it was checked: the transaction is to be done again.
            throw new IllegalStateException("A variant became another product's meanwhile");
        }
        var rows = new ArrayList<TierJson>();
        written.forEach((sku, id) -> tiers.getOrDefault(sku, List.of())
                .forEach(tier -> rows.add(new TierJson(
                        id,
                        tier.customerGroup(),
                        tier.minQuantity(),
                        tier.price().minor(),
                        tier.step(),
                        tier.maxQuantity()))));
        replaceTiers(written.values().toArray(), rows);
    }

    private void writeMedia(List<Write> writes, Map<String, Versioned> stored) {
        var media = new HashMap<ProductId, List<PlacedMedia>>();
        for (var write : writes) {
            if (write.media != null) {
                media.put(of(stored, write.product.key()).id, write.media);
            }
        }
        if (!media.isEmpty()) {
            shown.replace(media);
        }
    }

    private VariantJson variant(ProductId product, Write write, int position) {
        var spec = write.product.variants().get(position);
        return new VariantJson(
                ids.next(),
                product.value(),
                spec.sku(),
                position,
                write.checked.variantAttributes().get(position),
                spec.price().minor(),
                spec.price().currency().getCurrencyCode(),
                spec.netWeightGrams(),
                spec.unit(),
                spec.barcode(),
                spec.minQuantity(),
                spec.quantityStep(),
                spec.casePack(),
                spec.maxQuantity());
    }

    private Map<String, UUID> writeVariants(MerchantId merchant, List<VariantJson> variants) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.variant (id, product_id, merchant_id, sku, position, attributes, price_minor, currency,
                       net_weight_grams, unit, barcode, min_quantity, quantity_step, case_pack, max_quantity)
                SELECT "id", "productId", ?, "sku", "position", "attributes", "priceMinor", "currency",
                       "netWeightGrams", "unit", "barcode", "minQuantity", "quantityStep", "casePack", "maxQuantity"
                  FROM jsonb_to_recordset(?::jsonb) AS given ("id" uuid, "productId" uuid, "sku" text, "position" int,
                       "attributes" jsonb, "priceMinor" bigint, "currency" text, "netWeightGrams" bigint, "unit" text,
                       "barcode" text, "minQuantity" bigint, "quantityStep" bigint, "casePack" bigint,
                       "maxQuantity" bigint)
                ON CONFLICT (merchant_id, sku) DO UPDATE
                   SET position = excluded.position, attributes = excluded.attributes,
                       price_minor = excluded.price_minor, currency = excluded.currency,
                       net_weight_grams = excluded.net_weight_grams, unit = excluded.unit, barcode = excluded.barcode,
                       min_quantity = excluded.min_quantity, quantity_step = excluded.quantity_step,
                       case_pack = excluded.case_pack, max_quantity = excluded.max_quantity
                 WHERE variant.product_id = excluded.product_id
                RETURNING sku, id
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setString(2, Json.write(variants));
            try (var rows = statement.executeQuery()) {
                var written = new HashMap<String, UUID>();
                while (rows.next()) {
                    written.put(rows.getString("sku"), rows.getObject("id", UUID.class));
                }
                return written;
            }
        });
    }

    private void replaceTiers(Object[] variants, List<TierJson> tiers) {
        jdbc.prepareStatement("DELETE FROM catalog.price_tier WHERE variant_id = ANY (?)", statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", variants));
            return statement.executeUpdate();
        });
        if (tiers.isEmpty()) {
            return;
        }
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_tier (variant_id, customer_group, min_quantity, price_minor, step, max_quantity)
                SELECT "variantId", "customerGroup", "minQuantity", "priceMinor", "step", "maxQuantity"
                  FROM jsonb_to_recordset(?::jsonb) AS given ("variantId" uuid, "customerGroup" text,
                       "minQuantity" bigint, "priceMinor" bigint, "step" bigint, "maxQuantity" bigint)
                """, statement -> {
            statement.setString(1, Json.write(tiers));
            return statement.executeUpdate();
        });
    }

    private static Versioned of(Map<String, Versioned> stored, String key) {
        var found = stored.get(key);
        if (found == null) {
            throw new IllegalStateException("No product " + key + " came back");
        }
        return found;
    }
}
