package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.catalog.ListedPriceJson.VersionJson;
import market.kernel.Json;
import market.kernel.MerchantId;

/** Writes entries of price lists and the moments at which they change prices, in the caller's transaction. */
@Singleton
class PriceListWriter {

    /** A variant of the merchant as far as lists ask. */
    record Goods(ProductId product, String currency) {}

    private record EntryJson(UUID variantId, List<VersionJson> prices) {}

    private final JdbcOperations jdbc;

    PriceListWriter(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are the merchant's own. */
    Map<VariantId, Goods> goods(MerchantId merchant, Collection<VariantId> variants) {
        return jdbc.prepareStatement("""
                SELECT id, product_id, currency
                  FROM catalog.variant
                 WHERE merchant_id = ? AND id = ANY (?)
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", uuids(variants)));
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<VariantId, Goods>();
                while (rows.next()) {
                    found.put(
                            new VariantId(rows.getObject("id", UUID.class)),
                            new Goods(
                                    new ProductId(rows.getObject("product_id", UUID.class)),
                                    rows.getString("currency")));
                }
                return found;
            }
        });
    }

    /** Each row is all that the list says of its variant from now on. */
    void write(PriceListId list, List<SetListPrices.Entry> rows) {
        var entries = rows.stream()
                .map(row -> new EntryJson(
                        row.variant().value(),
                        row.versions().stream().map(VersionJson::of).toList()))
                .toList();
        jdbc.prepareStatement("""
                WITH given AS (
                    SELECT "variantId" AS variant_id, "prices" AS prices
                      FROM jsonb_to_recordset(?::jsonb) AS row ("variantId" uuid, "prices" jsonb)
                ), taken AS (
                    DELETE FROM catalog.price_list_entry AS e
                     USING given
                     WHERE e.list_id = ? AND e.variant_id = given.variant_id AND jsonb_array_length(given.prices) = 0
                )
                INSERT INTO catalog.price_list_entry (list_id, variant_id, prices)
                SELECT ?, variant_id, prices
                  FROM given
                 WHERE jsonb_array_length(prices) > 0
                ON CONFLICT (list_id, variant_id) DO UPDATE SET prices = excluded.prices
                """, statement -> {
            statement.setString(1, Json.write(entries));
            statement.setObject(2, list.value());
            statement.setObject(3, list.value());
            return statement.executeUpdate();
        });
    }

    void clear(PriceListId list) {
        jdbc.prepareStatement("DELETE FROM catalog.price_list_entry WHERE list_id = ?", statement -> {
            statement.setObject(1, list.value());
            return statement.executeUpdate();
        });
    }

    /** The moments to come at which the list begins, ends, or says something else of these variants. */
    void schedule(PriceListId list, Collection<VariantId> variants, Instant now) {
        schedule(list, "AND e.variant_id = ANY (?)", uuids(variants), now);
    }

    /** As {@link #schedule}, of all that it prices; this very moment is one of them. */
    void scheduleAll(PriceListId list, Instant now) {
        schedule(list, "AND e.variant_id <> ALL (?)", new Object[0], now);
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_due (product_id, due_at)
                SELECT DISTINCT v.product_id, CAST(? AS timestamptz)
                  FROM catalog.price_list_entry AS e
                  JOIN catalog.variant AS v ON v.id = e.variant_id
                 WHERE e.list_id = ?
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, list.value());
            return statement.executeUpdate();
        });
    }

    private void schedule(PriceListId list, String which, Object[] variants, Instant now) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_due (product_id, due_at)
                SELECT DISTINCT v.product_id, moment.due_at
                  FROM catalog.price_list_entry AS e
                  JOIN catalog.price_list AS l ON l.id = e.list_id
                  JOIN catalog.variant AS v ON v.id = e.variant_id
                 CROSS JOIN LATERAL (
                       SELECT l.valid_from
                        UNION
                       SELECT l.valid_until
                        UNION
                       SELECT CAST(held.said ->> 'startsAt' AS timestamptz)
                         FROM jsonb_array_elements(e.prices) AS held (said)) AS moment (due_at)
                 WHERE e.list_id = ? AND moment.due_at > ?
                """ + which, statement -> {
            statement.setObject(1, list.value());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setArray(3, statement.getConnection().createArrayOf("uuid", variants));
            return statement.executeUpdate();
        });
    }

    /** Takes moments that have come, so many at most; another copy of the engine takes others. */
    Set<ProductId> takeDue(Instant now, int limit) {
        return jdbc.prepareStatement("""
                DELETE FROM catalog.price_due
                 WHERE id IN (SELECT id
                                FROM catalog.price_due
                               WHERE due_at <= ?
                               ORDER BY due_at
                               LIMIT ?
                                 FOR UPDATE SKIP LOCKED)
                RETURNING product_id
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var products = new HashSet<ProductId>();
                while (rows.next()) {
                    products.add(new ProductId(rows.getObject("product_id", UUID.class)));
                }
                return products;
            }
        });
    }

    private static Object[] uuids(Collection<VariantId> variants) {
        return variants.stream().map(VariantId::value).toArray();
    }
}
