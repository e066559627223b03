package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/** The table of legs. All methods run in the caller's transaction; writers hold the lock of the intent. */
@Singleton
class LegRepository {

    private final JdbcOperations jdbc;

    LegRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the parts. */
    List<PaymentLeg> of(UUID intentId) {
        return jdbc.prepareStatement("""
                SELECT leg.id, leg.merchant_order_id, leg.merchant_id, leg.amount_minor, leg.refund_asked_minor,
                       intent.currency
                  FROM checkout.payment_leg AS leg
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE leg.intent_id = ?
                 ORDER BY leg.id
                """, statement -> {
            statement.setObject(1, intentId);
            try (var rows = statement.executeQuery()) {
                var legs = new ArrayList<PaymentLeg>();
                while (rows.next()) {
                    legs.add(new PaymentLeg(
                            Rows.id(rows, "id"),
                            Rows.id(rows, "merchant_order_id"),
                            Rows.id(rows, "merchant_id"),
                            Rows.money(rows, "amount_minor"),
                            Rows.money(rows, "refund_asked_minor")));
                }
                return legs;
            }
        });
    }

    /** A constraint refuses what would be more than the leg's amount. */
    void askBack(UUID legId, Money amount) {
        jdbc.prepareStatement("""
                UPDATE checkout.payment_leg
                   SET refund_asked_minor = refund_asked_minor + ?
                 WHERE id = ?
                """, statement -> {
            Rows.set(statement, amount.minor(), legId);
            return statement.executeUpdate();
        });
    }
}
