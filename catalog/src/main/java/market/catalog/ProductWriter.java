package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Writes products. Every write raises the product's version and says so, in the caller's transaction. */
@Singleton
class ProductWriter {

    private final JdbcOperations jdbc;
    private final UpsertRules rules;
    private final ProductVersions versions;
    private final Ids ids;
    private final Outbox outbox;
    private final TransactionOperations<Connection> transactions;

    ProductWriter(
            JdbcOperations jdbc,
            UpsertRules rules,
            ProductVersions versions,
            Ids ids,
            Outbox outbox,
            TransactionOperations<Connection> transactions) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.versions = versions;
        this.ids = ids;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** What goes by this name is done to a product, there or not, by one at a time. */
    static String turn(MerchantId merchant, String key) {
        return "product " + merchant.value() + " " + key;
    }

    /** Until the transaction ends, nobody else does what goes by this name. */
    void takeTurn(String name) {
        takeTurns(List.of(name));
    }

    /** As {@link #takeTurn}; in one order, so that two who want the same names do not wait for each other. */
    void takeTurns(List<String> names) {
        jdbc.prepareStatement("""
                SELECT pg_advisory_xact_lock(hash)
                  FROM (SELECT DISTINCT hashtextextended(name, 0) AS hash
                          FROM unnest(?) AS name
                         ORDER BY hash) AS ordered
                """, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("text", names.toArray()));
            return statement.execute();
        });
    }

    List<AttributeFault> check(UpsertProduct command) {
        return rules.check(command).faults();
    }

    /**
     * @param first of a product that is new; one that is there keeps its status
     * @param by the session or key whose holder does it, if any
     */
    UpsertProductOutcome upsert(UpsertProduct command, ProductStatus first, @Nullable UUID by) {
        var checked = rules.check(command);
        if (!checked.faults().isEmpty()) {
            return new UpsertProductOutcome.Invalid(checked.faults());
        }
        keepHandle(command);
        var product = upsertProduct(command, checked.attributes(), first);
        var variants = new ArrayList<VariantId>();
        for (var i = 0; i < command.variants().size(); i++) {
            var variant = upsertVariant(
                    product.id(), command, i, checked.variantAttributes().get(i));
            if (variant == null) {
                // Another product took the sku since it was checked: the product above must not stay either.
                transactions.findTransactionStatus().orElseThrow().setRollbackOnly();
                return new UpsertProductOutcome.Invalid(
                        List.of(UpsertRules.takenSku(command.variants().get(i).sku())));
            }
            variants.add(variant);
        }
        versions.keep(List.of(product.id().value()), by);
        outbox.append(new ProductChanged(product.id(), command.merchant(), product.version()));
        return new UpsertProductOutcome.Upserted(product.id(), variants);
    }

    boolean isOwn(ProductId product, MerchantId merchant) {
        return jdbc.prepareStatement("SELECT 1 FROM catalog.product WHERE id = ? AND merchant_id = ?", statement -> {
            statement.setObject(1, product.value());
            statement.setObject(2, merchant.value());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /** Raises the version of a product that says something else now, and keeps what it says. */
    void rewritten(ProductId product, MerchantId merchant) {
        touch(product, merchant);
        versions.keep(List.of(product.value()), null);
    }

    /** Raises the version of a product whose surroundings (certificates, listings) changed. */
    void touch(ProductId product, MerchantId merchant) {
        outbox.append(new ProductChanged(product, merchant, raise(product)));
    }

    /** As {@link #touch}, for many. */
    void touchAll(Collection<ProductId> products) {
        touchAll(products, Instant.EPOCH, false);
    }

    /** As {@link #touch}, for products whose prices are others since a moment. */
    void touchPrices(Collection<ProductId> products, Instant since) {
        touchAll(products, since, true);
    }

    private void touchAll(Collection<ProductId> products, Instant since, boolean isOfPricesOnly) {
        if (products.isEmpty()) {
            return;
        }
        // In one order, so that two who touch the same products do not wait for each other. Whoever reads a product
        // later than it was updated must not price it earlier than that: its own clock may be behind.
        List<ProductChanged> changed = jdbc.prepareStatement("""
                WITH locked AS (
                    SELECT id
                      FROM catalog.product
                     WHERE id = ANY (?)
                     ORDER BY id
                       FOR NO KEY UPDATE
                )
                UPDATE catalog.product AS p
                   SET version = p.version + 1, updated_at = GREATEST(now(), ?)
                  FROM locked
                 WHERE p.id = locked.id
                RETURNING p.id, p.merchant_id, p.version
                """, statement -> {
            var ids = products.stream().map(ProductId::value).toArray();
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
            statement.setTimestamp(2, Timestamp.from(since));
            return changed(statement, isOfPricesOnly);
        });
        outbox.append(changed);
    }

    private static List<ProductChanged> changed(PreparedStatement statement, boolean isOfPricesOnly)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            var changed = new ArrayList<ProductChanged>();
            while (rows.next()) {
                changed.add(new ProductChanged(
                        new ProductId(rows.getObject("id", UUID.class)),
                        new MerchantId(rows.getObject("merchant_id", UUID.class)),
                        rows.getInt("version"),
                        isOfPricesOnly));
            }
            return changed;
        }
    }

    private int raise(ProductId product) {
        return jdbc.prepareStatement("""
                UPDATE catalog.product
                   SET version = version + 1, updated_at = now()
                 WHERE id = ?
                RETURNING version
                """, statement -> {
            statement.setObject(1, product.value());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt("version");
            }
        });
    }

    /** As {@link #touch}, for all products of a kind. */
    void touchAll(String productType) {
        List<ProductChanged> goods = jdbc.prepareStatement("""
                UPDATE catalog.product
                   SET version = version + 1, updated_at = now()
                 WHERE product_type = ?
                RETURNING id, merchant_id, version
                """, statement -> {
            statement.setString(1, productType);
            return changed(statement, false);
        });
        outbox.append(goods);
    }

    /** Links to the handle that a product is about to lose lead on; one that it takes again is former no more. */
    private void keepHandle(UpsertProduct command) {
        jdbc.prepareStatement("""
                WITH taken AS (
                    DELETE FROM catalog.former_handle
                     WHERE handle = ?
                )
                INSERT INTO catalog.former_handle (handle, product_id)
                SELECT handle, id
                  FROM catalog.product
                 WHERE merchant_id = ? AND key = ? AND handle <> ?
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setString(1, command.handle());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.key());
            statement.setString(4, command.handle());
            return statement.executeUpdate();
        });
    }

    private record Versioned(ProductId id, int version) {}

    private Versioned upsertProduct(UpsertProduct command, Map<String, List<String>> attributes, ProductStatus first) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.product (id, merchant_id, key, handle, product_type, category_code, title_zh, title_en,
                       description_zh, description_en, description_html_zh, description_html_en, origin_code, attributes,
                       image, keywords, status, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, 1)
                ON CONFLICT (merchant_id, key) DO UPDATE
                   SET handle = excluded.handle, product_type = excluded.product_type,
                       category_code = excluded.category_code, title_zh = excluded.title_zh,
                       title_en = excluded.title_en, description_zh = excluded.description_zh,
                       description_en = excluded.description_en,
                       description_html_zh = excluded.description_html_zh,
                       description_html_en = excluded.description_html_en, origin_code = excluded.origin_code,
                       attributes = excluded.attributes, image = excluded.image, keywords = excluded.keywords,
                       version = product.version + 1, updated_at = now()
                RETURNING id, version
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.key());
            statement.setString(4, command.handle());
            statement.setString(5, command.productType());
            statement.setString(6, command.categoryCode());
            statement.setString(7, command.title().zh());
            statement.setString(8, command.title().en());
            statement.setString(9, command.description().zh());
            statement.setString(10, command.description().en());
            statement.setString(11, command.descriptionHtmlZh());
            statement.setString(12, command.descriptionHtmlEn());
            statement.setString(13, command.originCode());
            statement.setString(14, Json.write(attributes));
            statement.setString(15, command.image());
            statement.setString(16, command.keywords());
            statement.setString(17, first.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Versioned(new ProductId(rows.getObject("id", UUID.class)), rows.getInt("version"));
            }
        });
    }

    /** Null when the sku is another product's. */
    private @Nullable VariantId upsertVariant(
            ProductId product, UpsertProduct command, int position, Map<String, List<String>> attributes) {
        var spec = command.variants().get(position);
        var id = jdbc.prepareStatement("""
                INSERT INTO catalog.variant (id, product_id, merchant_id, sku, position, attributes, price_minor, currency,
                       net_weight_grams, unit, barcode, min_quantity, quantity_step, case_pack, max_quantity)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (merchant_id, sku) DO UPDATE
                   SET position = excluded.position, attributes = excluded.attributes,
                       price_minor = excluded.price_minor, currency = excluded.currency,
                       net_weight_grams = excluded.net_weight_grams, unit = excluded.unit, barcode = excluded.barcode,
                       min_quantity = excluded.min_quantity, quantity_step = excluded.quantity_step,
                       case_pack = excluded.case_pack, max_quantity = excluded.max_quantity
                 WHERE variant.product_id = excluded.product_id
                RETURNING id
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, product.value());
            statement.setObject(3, command.merchant().value());
            statement.setString(4, spec.sku());
            statement.setInt(5, position);
            statement.setString(6, Json.write(attributes));
            statement.setLong(7, spec.price().minor());
            statement.setString(8, spec.price().currency().getCurrencyCode());
            statement.setObject(9, spec.netWeightGrams());
            statement.setString(10, spec.unit());
            statement.setString(11, spec.barcode());
            statement.setLong(12, spec.minQuantity());
            statement.setLong(13, spec.quantityStep());
            statement.setLong(14, spec.casePack());
            statement.setObject(15, spec.maxQuantity());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? new VariantId(rows.getObject("id", UUID.class)) : null;
            }
        });
        if (id != null) {
            replaceTiers(id, spec.tiers());
        }
        return id;
    }

    private void replaceTiers(VariantId variant, List<PriceTier> tiers) {
        jdbc.prepareStatement("DELETE FROM catalog.price_tier WHERE variant_id = ?", statement -> {
            statement.setObject(1, variant.value());
            return statement.executeUpdate();
        });
        for (var tier : tiers) {
            jdbc.prepareStatement("""
                    INSERT INTO catalog.price_tier (variant_id, customer_group, min_quantity, price_minor, step,
                           max_quantity)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, statement -> {
                statement.setObject(1, variant.value());
                statement.setString(2, tier.customerGroup());
                statement.setLong(3, tier.minQuantity());
                statement.setLong(4, tier.price().minor());
                statement.setLong(5, tier.step());
                statement.setObject(6, tier.maxQuantity());
                return statement.executeUpdate();
            });
        }
    }
}
