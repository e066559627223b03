package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Money;

/** The table of intents. All methods run in the caller's transaction. */
@Singleton
class IntentRepository {

    private static final String COLUMNS = """
            SELECT id, order_id, order_number, amount_minor, currency, subject, status, expires_at, version
              FROM checkout.payment_intent
            """;

    private final JdbcOperations jdbc;
    private final Ids ids;

    IntentRepository(JdbcOperations jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** With its legs, in one statement; false when the order has one already. */
    boolean insert(PaymentIntent intent, List<PaymentOrder.Part> parts) {
        return jdbc.prepareStatement("""
                WITH opened AS (
                    INSERT INTO checkout.payment_intent
                           (id, order_id, order_number, amount_minor, currency, subject, status, expires_at, version)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT ON CONSTRAINT payment_intent_once_per_order DO NOTHING
                    RETURNING id)
                INSERT INTO checkout.payment_leg (id, intent_id, merchant_order_id, merchant_id, amount_minor)
                SELECT leg.id, opened.id, leg.merchant_order_id, leg.merchant_id, leg.amount_minor
                  FROM opened
                 CROSS JOIN unnest(?, ?, ?, ?) AS leg (id, merchant_order_id, merchant_id, amount_minor)
                """, statement -> {
            Rows.set(
                    statement,
                    intent.id(),
                    intent.orderId(),
                    intent.orderNumber(),
                    intent.amount().minor(),
                    intent.amount().currency().getCurrencyCode(),
                    intent.subject(),
                    intent.status(),
                    intent.expiresAt(),
                    intent.version(),
                    parts.stream().map(_ -> ids.next()).toArray(UUID[]::new),
                    parts.stream().map(PaymentOrder.Part::merchantOrderId).toArray(UUID[]::new),
                    parts.stream().map(PaymentOrder.Part::merchantId).toArray(UUID[]::new),
                    parts.stream().map(part -> part.amount().minor()).toArray(Long[]::new));
            return statement.executeUpdate() > 0;
        });
    }

    Optional<PaymentIntent> findByOrder(UUID orderId) {
        return find(COLUMNS + " WHERE order_id = ?", orderId);
    }

    /** Locked before any of its attempts, everywhere: so all that happens to one order's payment is in one line. */
    Optional<PaymentIntent> lockByOrder(UUID orderId) {
        return find(COLUMNS + " WHERE order_id = ? FOR UPDATE", orderId);
    }

    PaymentIntent lock(UUID id) {
        return find(COLUMNS + " WHERE id = ? FOR UPDATE", id).orElseThrow();
    }

    PaymentIntent get(UUID id) {
        return find(COLUMNS + " WHERE id = ?", id).orElseThrow();
    }

    /** An intent is open until it ends, and cancelled until late money pays it; else it is a bug of the caller, who holds the lock. */
    void turn(UUID id, IntentStatus from, IntentStatus to) {
        int changed = jdbc.prepareStatement("""
                UPDATE checkout.payment_intent
                   SET status = ?, version = version + 1
                 WHERE id = ? AND status = ?
                """, statement -> {
            Rows.set(statement, to, id, from);
            return statement.executeUpdate();
        });
        if (changed != 1) {
            throw new IllegalStateException("Payment intent " + id + " is not " + from);
        }
    }

    List<PaymentIntent> ofOrders(Collection<UUID> orders) {
        return jdbc.prepareStatement(COLUMNS + " WHERE order_id = ANY(?)", statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", orders.toArray()));
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<PaymentIntent>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        });
    }

    private Optional<PaymentIntent> find(String sql, UUID key) {
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, key);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        });
    }

    private static PaymentIntent read(ResultSet row) throws SQLException {
        return new PaymentIntent(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("order_number"),
                new Money(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))),
                row.getString("subject"),
                IntentStatus.valueOf(row.getString("status")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
