package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.catalog.ProductRow.TierJson;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What was said of prices and when, only ever added to, in the transaction that says it. */
@Singleton
class PriceHistory {

    private static final String COLUMNS = """
            SELECT id, variant_id, list_id, changed_by, created_at, CAST(said AS text) AS said
              FROM catalog.price_change
            """;

    private record OwnJson(
            long priceMinor,
            String currency,
            long minQuantity,
            long quantityStep,
            long casePack,
            @Nullable Long maxQuantity,
            List<TierJson> tiers) {

        PriceChange.Own toOwn() {
            var money = Currency.getInstance(currency);
            return new PriceChange.Own(
                    new Money(priceMinor, money),
                    minQuantity,
                    quantityStep,
                    casePack,
                    maxQuantity,
                    tiers.stream().map(tier -> tier.toTier(money)).toList());
        }
    }

    private final JdbcOperations jdbc;

    PriceHistory(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what variants of these products say themselves, as far as it is news. */
    void keepOwn(Collection<UUID> products, @Nullable UUID by) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_change (merchant_id, variant_id, changed_by, said)
                SELECT now.merchant_id, now.id, ?, now.said
                  FROM (SELECT v.id, v.merchant_id, jsonb_strip_nulls(jsonb_build_object(
                                   'priceMinor', v.price_minor, 'currency', v.currency, 'minQuantity', v.min_quantity,
                                   'quantityStep', v.quantity_step, 'casePack', v.case_pack,
                                   'maxQuantity', v.max_quantity,
                                   'tiers', (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                                                        'customerGroup', t.customer_group,
                                                        'minQuantity', t.min_quantity, 'priceMinor', t.price_minor,
                                                        'step', t.step, 'maxQuantity', t.max_quantity)
                                                        ORDER BY t.customer_group, t.min_quantity), '[]')
                                               FROM catalog.price_tier AS t
                                              WHERE t.variant_id = v.id))) AS said
                          FROM catalog.variant AS v
                         WHERE v.product_id = ANY (?)) AS now
                  LEFT JOIN LATERAL (
                       SELECT c.said
                         FROM catalog.price_change AS c
                        WHERE c.variant_id = now.id AND c.list_id IS NULL
                        ORDER BY c.id DESC
                        LIMIT 1) AS before ON true
                 WHERE before.said IS DISTINCT FROM now.said
                """, statement -> {
            statement.setObject(1, by);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", products.toArray()));
            return statement.executeUpdate();
        });
    }

    /** Keeps what a list says of variants, or that it says nothing of them any more. */
    void keepListed(PriceListId list, Collection<VariantId> variants, UUID by) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_change (merchant_id, variant_id, list_id, changed_by, said)
                SELECT l.merchant_id, given.variant_id, l.id, ?, CASE WHEN e.list_id IS NOT NULL THEN
                """ + ListedPriceJson.SQL + """
                       END
                  FROM catalog.price_list AS l
                 CROSS JOIN unnest(?) AS given (variant_id)
                  LEFT JOIN catalog.price_list_entry AS e ON e.list_id = l.id AND e.variant_id = given.variant_id
                 WHERE l.id = ?
                """, statement -> {
            statement.setObject(1, by);
            statement.setArray(
                    2,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "uuid",
                                    variants.stream().map(VariantId::value).toArray()));
            statement.setObject(3, list.value());
            return statement.executeUpdate();
        });
    }

    /** Keeps what a list that was rewritten says of all its variants, or that it was removed. */
    void keepList(PriceListId list, boolean isRemoved, UUID by) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.price_change (merchant_id, variant_id, list_id, changed_by, said)
                SELECT l.merchant_id, e.variant_id, l.id, ?, CASE WHEN NOT ? THEN
                """ + ListedPriceJson.SQL + """
                       END
                  FROM catalog.price_list AS l
                  JOIN catalog.price_list_entry AS e ON e.list_id = l.id
                 WHERE l.id = ?
                """, statement -> {
            statement.setObject(1, by);
            statement.setBoolean(2, isRemoved);
            statement.setObject(3, list.value());
            return statement.executeUpdate();
        });
    }

    /** Newest first. */
    List<PriceChange> page(MerchantId merchant, VariantId variant, long before, int limit) {
        return jdbc.prepareStatement(
                COLUMNS + " WHERE merchant_id = ? AND variant_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
                statement -> {
                    statement.setObject(1, merchant.value());
                    statement.setObject(2, variant.value());
                    statement.setLong(3, before);
                    statement.setInt(4, limit);
                    return read(statement);
                });
    }

    Optional<PriceChange> find(MerchantId merchant, long id) {
        return jdbc
                .prepareStatement(COLUMNS + " WHERE merchant_id = ? AND id = ?", statement -> {
                    statement.setObject(1, merchant.value());
                    statement.setLong(2, id);
                    return read(statement);
                })
                .stream()
                .findFirst();
    }

    /** What the variant and each list last said until a moment. */
    List<PriceChange> at(MerchantId merchant, VariantId variant, Instant at) {
        return jdbc.prepareStatement("""
                SELECT DISTINCT ON (list_id) id, variant_id, list_id, changed_by, created_at, CAST(said AS text) AS said
                  FROM catalog.price_change
                 WHERE merchant_id = ? AND variant_id = ? AND created_at <= ?
                 ORDER BY list_id, id DESC
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setObject(2, variant.value());
            statement.setTimestamp(3, Timestamp.from(at));
            return read(statement);
        });
    }

    private static List<PriceChange> read(PreparedStatement statement) throws SQLException {
        var changes = new ArrayList<PriceChange>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                changes.add(change(rows));
            }
        }
        return changes;
    }

    private static PriceChange change(ResultSet row) throws SQLException {
        var list = row.getObject("list_id", UUID.class);
        var said = row.getString("said");
        return new PriceChange(
                row.getLong("id"),
                new VariantId(row.getObject("variant_id", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_by", UUID.class),
                list == null ? null : new PriceListId(list),
                list == null ? Json.read(said, OwnJson.class).toOwn() : null,
                list == null || said == null
                        ? null
                        : Json.read(said, ListedPriceJson.class).toListed());
    }
}
