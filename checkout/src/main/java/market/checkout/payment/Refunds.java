package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The door of refunds: merchants ask, everybody concerned reads. The money moves later; {@link PursueRefunds} sees to it. */
@Singleton
public class Refunds {

    private final IntentRepository intents;
    private final LegRepository legs;
    private final RefundRepository refunds;
    private final RefundDesk desk;
    private final TransactionOperations<Connection> transactions;

    Refunds(
            IntentRepository intents,
            LegRepository legs,
            RefundRepository refunds,
            RefundDesk desk,
            TransactionOperations<Connection> transactions) {
        this.intents = intents;
        this.legs = legs;
        this.refunds = refunds;
        this.desk = desk;
        this.transactions = transactions;
    }

    /** Whether the wish is the caller's to have is for the caller to know. The amount is positive. */
    public AskRefundOutcome ask(AskRefund wish) {
        if (wish.amount().minor() <= 0) {
            throw new IllegalArgumentException("Nothing to give back: " + wish.amount());
        }
        return transactions.executeWrite(_ -> intents.lockByOrder(wish.orderId())
                .map(intent -> desk.ask(intent, wish))
                .orElseGet(AskRefundOutcome.NotPaid::new));
    }

    /** In the caller's transaction: whatever is left of each part is to go back. Repeating it changes nothing. */
    public void askAll(UUID orderId, String reason, String key) {
        transactions.executeWrite(_ -> {
            intents.lockByOrder(orderId)
                    .ifPresent(intent -> legs.of(intent.id()).stream()
                            .filter(leg -> leg.refundable().minor() > 0)
                            .forEach(leg -> desk.ask(
                                    intent,
                                    new AskRefund(orderId, leg.merchantOrderId(), leg.refundable(), reason, key))));
            return true;
        });
    }

    /** In the caller's transaction, during which it stays so: whether nothing is left of a part that is not going back. */
    public boolean isGivenBackWhole(UUID orderId, UUID merchantOrderId) {
        return transactions.executeWrite(_ -> intents.lockByOrder(orderId)
                .filter(intent -> legs.of(intent.id()).stream()
                        .anyMatch(leg -> leg.merchantOrderId().equals(merchantOrderId)
                                && leg.refundable().isZero()))
                .isPresent());
    }

    /** Oldest first; all that take something from any of these merchants' parts. */
    public List<PaymentRefund> ofParts(Collection<UUID> merchantOrders) {
        return transactions.executeRead(_ -> refunds.ofParts(merchantOrders));
    }
}
