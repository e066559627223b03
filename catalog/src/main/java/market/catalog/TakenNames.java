package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.kernel.MerchantId;

/** Which names of many products are others' already, in one statement per kind of name. */
@Singleton
class TakenNames {

    private final JdbcOperations jdbc;

    TakenNames(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Keys of those whose handle another product has, or had. */
    Set<String> handles(MerchantId merchant, List<UpsertProduct> products) {
        return jdbc.prepareStatement("""
                SELECT wanted.key
                  FROM unnest(?, ?) AS wanted (key, handle)
                 WHERE EXISTS (
                       SELECT 1
                         FROM catalog.product AS p
                        WHERE p.handle = wanted.handle AND (p.merchant_id, p.key) <> (?, wanted.key))
                    OR EXISTS (
                       SELECT 1
                         FROM catalog.former_handle AS former
                         JOIN catalog.product AS p ON p.id = former.product_id
                        WHERE former.handle = wanted.handle AND (p.merchant_id, p.key) <> (?, wanted.key))
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", products.stream().map(UpsertProduct::key).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", products.stream().map(UpsertProduct::handle).toArray()));
            statement.setObject(3, merchant.value());
            statement.setObject(4, merchant.value());
            try (var rows = statement.executeQuery()) {
                var keys = new HashSet<String>();
                while (rows.next()) {
                    keys.add(rows.getString("key"));
                }
                return keys;
            }
        });
    }

    /** Keys of the merchant's products that have these variants, by sku. */
    Map<String, String> keysOfSkus(MerchantId merchant, Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        return jdbc.prepareStatement("""
                SELECT v.sku, p.key
                  FROM catalog.variant AS v
                  JOIN catalog.product AS p ON p.id = v.product_id
                 WHERE v.merchant_id = ? AND v.sku = ANY (?)
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setArray(2, statement.getConnection().createArrayOf("text", skus.toArray()));
            try (var rows = statement.executeQuery()) {
                var keys = new HashMap<String, String>();
                while (rows.next()) {
                    keys.put(rows.getString("sku"), rows.getString("key"));
                }
                return keys;
            }
        });
    }
}
