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
        var owner = findOwner(command);
        if (owner == null) {
            return new Unknown();
        }
        if (command.price().minor() <= 0
                || !owner.currency.equals(command.price().currency().getCurrencyCode())) {
            return new Refused();
        }
        if (owner.version != command.expectedVersion()) {
            return new Stale(owner.version);
        }
        var product = new ProductId(owner.product);
        var version = reprice(command, owner.product);
        versions.keepPrice(owner.product, version, command);
        outbox.append(new ProductChanged(product, command.merchant(), version, true));
        return new Written(product);
    }

    /** A variant's price and its product's version in one statement. */
    private int reprice(SetPrice command, UUID product) {
        return jdbc.prepareStatement("""
                WITH priced AS (
                    UPDATE catalog.variant
                       SET price_minor = ?
                     WHERE id = ?
                )
                UPDATE catalog.product
                   SET version = version + 1, updated_at = now()
                 WHERE id = ?
                RETURNING version
                """, statement -> {
            statement.setLong(1, command.price().minor());
            statement.setObject(2, command.variant().value());
            statement.setObject(3, product);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt("version");
            }
        });
    }

    private record Owner(UUID product, int version, String currency) {}

    private @Nullable Owner findOwner(SetPrice command) {
        return jdbc.prepareStatement("""
                SELECT p.id, p.version, v.currency
                  FROM catalog.variant AS v
                  JOIN catalog.product AS p ON p.id = v.product_id
                 WHERE v.id = ? AND v.merchant_id = ?
                   FOR UPDATE OF p
                """, statement -> {
            statement.setObject(1, command.variant().value());
            statement.setObject(2, command.merchant().value());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new Owner(
                                rows.getObject("id", UUID.class), rows.getInt("version"), rows.getString("currency"))
                        : null;
            }
        });
    }
}
