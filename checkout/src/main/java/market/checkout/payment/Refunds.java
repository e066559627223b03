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
    private final RefundRepository refunds;
    private final RefundDesk desk;
    private final TransactionOperations<Connection> transactions;

    Refunds(
            IntentRepository intents,
            RefundRepository refunds,
            RefundDesk desk,
            TransactionOperations<Connection> transactions) {
        this.intents = intents;
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

    /** Oldest first; all that take something from any of these merchants' parts. */
    public List<PaymentRefund> ofParts(Collection<UUID> merchantOrders) {
        return transactions.executeRead(_ -> refunds.ofParts(merchantOrders));
    }
}
