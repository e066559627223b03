package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;

/** The door: orders open an intent, buyers start attempts, and who cancels an order settles it unpaid first. */
@Singleton
public class Payments {

    private final IntentRepository intents;
    private final StartPaymentHandler startPayment;
    private final SettleUnpaidHandler settleUnpaid;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;

    Payments(
            IntentRepository intents,
            StartPaymentHandler startPayment,
            SettleUnpaidHandler settleUnpaid,
            TransactionOperations<Connection> transactions,
            Ids ids) {
        this.intents = intents;
        this.startPayment = startPayment;
        this.settleUnpaid = settleUnpaid;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** In the caller's transaction; the intent of an order that has one already is returned unchanged. */
    public PaymentIntent open(PaymentOrder order) {
        var intent = new PaymentIntent(
                ids.next(),
                order.orderId(),
                order.orderNumber(),
                order.amount(),
                order.subject(),
                IntentStatus.OPEN,
                order.expiresAt(),
                1);
        return transactions.executeWrite(_ -> intents.insert(intent, order.parts())
                ? intent
                : intents.findByOrder(order.orderId()).orElseThrow());
    }

    /**
     * Gives the buyer something to pay with; a living attempt of the same way is used again. Calls the provider, so it must
     * not run inside a transaction. A return address that is none is an {@link IllegalArgumentException}: see {@link
     * #isReturnUrl}
     */
    public StartOutcome start(StartPayment wish) {
        requireNoTransaction();
        if (wish.returnUrl() != null && !isReturnUrl(wish.returnUrl())) {
            throw new IllegalArgumentException("Buyers cannot be sent back to this address");
        }
        return startPayment.handle(wish);
    }

    public Optional<PaymentIntent> find(UUID orderId) {
        return transactions.executeRead(_ -> intents.findByOrder(orderId));
    }

    /**
     * Makes sure that an order stays unpaid: asks the provider and closes there, so it must not run inside a transaction.
     * True when the intent is CANCELLED; false when it turned out paid (the listener has heard of it) or when the
     * provider cannot say. An order without an intent has nothing to be paid: true.
     */
    public boolean settleUnpaid(UUID orderId) {
        requireNoTransaction();
        return settleUnpaid.handle(orderId);
    }

    /** Whether a buyer's browser can be sent there; whether it should is for the caller to know. */
    public static boolean isReturnUrl(String url) {
        try {
            var uri = new URI(url);
            var isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return isWeb && uri.getHost() != null && url.length() <= 2000;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private void requireNoTransaction() {
        if (transactions.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("No provider is called inside a transaction");
        }
    }
}
