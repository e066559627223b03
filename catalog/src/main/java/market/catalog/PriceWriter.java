package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.UUID;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Writes a variant's own price, which merchants do all day: nothing else of the product is read or written for it. */
@Singleton
class PriceWriter {

    /** How a guarded write ended. */
    sealed interface Write {}

    record Written(ProductId product) implements Write {}

    record Unknown() implements Write {}

    record Stale(int currentVersion) implements Write {}

    record Refused() implements Write {}

    private final JdbcOperations jdbc;
    private final ProductVersions versions;
    private final Outbox outbox;

    PriceWriter(JdbcOperations jdbc, ProductVersions versions, Outbox outbox) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.outbox = outbox;
    }

    Write set(SetPrice command) {
        var written = command.price().minor() > 0 ? write(command) : null;
        if (written == null) {
            return whyNot(command);
        }
        if (!written.isKept) {
            versions.keepRepriced(written.product, command.by());
        }
        var product = new ProductId(written.product);
        outbox.append(new ProductChanged(product, command.merchant(), command.expectedVersion() + 1, true));
        return new Written(product);
    }

    private Write whyNot(SetPrice command) {
        var owner = findOwner(command);
        if (owner == null) {
            return new Unknown();
        }
        if (command.price().minor() <= 0
                || !owner.currency.equals(command.price().currency().getCurrencyCode())) {
            return new Refused();
        }
        return new Stale(owner.version);
    }

    private record Repriced(UUID product, boolean isKept) {}

    /**
     * A variant's price, its product's version, what is kept of both, in one statement. The version says what the one before
     * says but for the price, and so does the history. Where there is none before, or the price is no news, what is to be kept
     * has to be read whole.
     */
    private @Nullable Repriced write(SetPrice command) {
        return jdbc.prepareStatement("""
                WITH wanted AS (
                    SELECT CAST(? AS uuid) AS variant_id, CAST(? AS uuid) AS merchant_id, CAST(? AS text) AS currency,
                           CAST(? AS integer) AS version, CAST(? AS bigint) AS price, CAST(? AS uuid) AS changed_by
                ), owned AS (
                    SELECT p.id, p.version, v.sku
                      FROM wanted
                      JOIN catalog.variant AS v ON v.id = wanted.variant_id AND v.merchant_id = wanted.merchant_id
                                               AND v.currency = wanted.currency
                      JOIN catalog.product AS p ON p.id = v.product_id AND p.version = wanted.version
                       FOR UPDATE OF p
                ), priced AS (
                    UPDATE catalog.variant AS v
                       SET price_minor = wanted.price
                      FROM wanted, owned
                     WHERE v.id = wanted.variant_id
                ), raised AS (
                    UPDATE catalog.product AS p
                       SET version = p.version + 1, updated_at = now()
                      FROM owned
                     WHERE p.id = owned.id
                ), told AS (
                    INSERT INTO catalog.price_change (merchant_id, variant_id, changed_by, said)
                    SELECT wanted.merchant_id, wanted.variant_id, wanted.changed_by,
                           jsonb_set(before.said, '{priceMinor}', to_jsonb(wanted.price))
                      FROM wanted
                     CROSS JOIN owned
                     CROSS JOIN LATERAL (
                           SELECT said
                             FROM catalog.price_change
                            WHERE variant_id = wanted.variant_id AND list_id IS NULL
                            ORDER BY id DESC
                            LIMIT 1) AS before
                     WHERE CAST(before.said ->> 'priceMinor' AS bigint) <> wanted.price
                    RETURNING variant_id
                ), kept AS (
                    INSERT INTO catalog.product_version (product_id, version, said)
                    SELECT before.product_id, before.version + 1,
                           jsonb_set(before.said, ARRAY[owned.sku, 'price_minor'], to_jsonb(CAST(wanted.price AS text)))
                      FROM wanted
                     CROSS JOIN owned
                      JOIN catalog.product_version AS before
                        ON before.product_id = owned.id AND before.version = owned.version
                     WHERE jsonb_exists(before.said, owned.sku)
                    RETURNING product_id
                )
                SELECT owned.id, EXISTS (SELECT FROM told) AND EXISTS (SELECT FROM kept) AS is_kept
                  FROM owned
                """, statement -> {
            statement.setObject(1, command.variant().value());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.price().currency().getCurrencyCode());
            statement.setInt(4, command.expectedVersion());
            statement.setLong(5, command.price().minor());
            statement.setObject(6, command.by());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? new Repriced(rows.getObject("id", UUID.class), rows.getBoolean("is_kept")) : null;
            }
        });
    }

    private record Owner(int version, String currency) {}

    private @Nullable Owner findOwner(SetPrice command) {
        return jdbc.prepareStatement("""
                SELECT p.version, v.currency
                  FROM catalog.variant AS v
                  JOIN catalog.product AS p ON p.id = v.product_id
                 WHERE v.id = ? AND v.merchant_id = ?
                """, statement -> {
            statement.setObject(1, command.variant().value());
            statement.setObject(2, command.merchant().value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? new Owner(rows.getInt("version"), rows.getString("currency")) : null;
            }
        });
    }
}
