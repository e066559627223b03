package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.kernel.Money;

/** Writes what stands in bundles and the moments at which they begin and end, in the caller's transaction. */
@Singleton
class BundleWriter {

    /** A variant of the merchant as far as bundles ask. */
    record Goods(ProductId product, Money price) {}

    private record PartJson(UUID variantId, int position, long quantity, long unitPriceMinor) {}

    private final JdbcOperations jdbc;

    BundleWriter(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are the merchant's own. */
    Map<VariantId, Goods> goods(MerchantId merchant, Collection<VariantId> variants) {
        return jdbc.prepareStatement("""
                SELECT id, product_id, price_minor, currency
                  FROM catalog.variant
                 WHERE merchant_id = ? AND id = ANY (?)
                """, statement -> {
            var ids = variants.stream().map(VariantId::value).toArray();
            statement.setObject(1, merchant.value());
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", ids));
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<VariantId, Goods>();
                while (rows.next()) {
                    var currency = Currency.getInstance(rows.getString("currency"));
                    found.put(
                            new VariantId(rows.getObject("id", UUID.class)),
                            new Goods(
                                    new ProductId(rows.getObject("product_id", UUID.class)),
                                    new Money(rows.getLong("price_minor"), currency)));
                }
                return found;
            }
        });
    }

    /** All that the bundle consists of from now on. */
    void write(BundleId bundle, List<SetBundle.Part> parts) {
        jdbc.prepareStatement("DELETE FROM catalog.bundle_component WHERE bundle_id = ?", statement -> {
            statement.setObject(1, bundle.value());
            return statement.executeUpdate();
        });
        var given = IntStream.range(0, parts.size())
                .mapToObj(i -> new PartJson(
                        parts.get(i).variant().value(),
                        i,
                        parts.get(i).quantity(),
                        parts.get(i).unitPrice().minor()))
                .toList();
        jdbc.prepareStatement("""
                INSERT INTO catalog.bundle_component (bundle_id, variant_id, position, quantity, unit_price_minor)
                SELECT ?, "variantId", "position", "quantity", "unitPriceMinor"
                  FROM jsonb_to_recordset(?::jsonb)
                    AS part ("variantId" uuid, "position" int, "quantity" bigint, "unitPriceMinor" bigint)
                """, statement -> {
            statement.setObject(1, bundle.value());
            statement.setString(2, Json.write(given));
            return statement.executeUpdate();
        });
    }

    /** The moments to come at which the bundle begins and ends, for the pages of its goods. */
    void schedule(BundleId bundle, Instant now) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_due (product_id, due_at)
                SELECT DISTINCT v.product_id, moment.due_at
                  FROM catalog.bundle AS b
                  JOIN catalog.bundle_component AS c ON c.bundle_id = b.id
                  JOIN catalog.variant AS v ON v.id = c.variant_id
                 CROSS JOIN LATERAL (VALUES (b.starts_at), (b.ends_at)) AS moment (due_at)
                 WHERE b.id = ? AND moment.due_at > ?
                """, statement -> {
            statement.setObject(1, bundle.value());
            statement.setTimestamp(2, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }
}
