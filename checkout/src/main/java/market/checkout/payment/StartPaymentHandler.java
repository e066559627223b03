package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import market.checkout.payment.PaymentProvider.StartAnswer;

/** Gives a buyer something to pay with: the number is stored first, the provider asked next, its answer stored last. */
@Singleton
class StartPaymentHandler {

    // A lost answer is asked for once more under the same number; longer nobody waits in front of a till.
    private static final int CALLS_MAX = 2;
    // A living attempt may turn out closed over there; then one new number is tried.
    private static final int ROUNDS_MAX = 2;

    private final Providers providers;
    private final AttemptDesk desk;
    private final AskProvider askProvider;
    private final TransactionOperations<Connection> transactions;

    StartPaymentHandler(
            Providers providers,
            AttemptDesk desk,
            AskProvider askProvider,
            TransactionOperations<Connection> transactions) {
        this.providers = providers;
        this.desk = desk;
        this.askProvider = askProvider;
        this.transactions = transactions;
    }

    StartOutcome handle(StartPayment wish) {
        var provider = providers.find(wish.provider());
        if (provider.isEmpty()) {
            return new StartOutcome.NotPayable(StartOutcome.Reason.WAY_UNKNOWN);
        }
        if (wish.product() == PaymentProduct.JSAPI && wish.payer() == null) {
            return new StartOutcome.NotPayable(StartOutcome.Reason.PAYER_MISSING);
        }
        return handle(wish, provider.get());
    }

    private StartOutcome handle(StartPayment wish, PaymentProvider provider) {
        for (var round = 0; round < ROUNDS_MAX; round++) {
            var prepared = transactions.executeWrite(_ -> desk.prepare(wish, provider));
            var outcome = switch (prepared) {
                case AttemptDesk.Prepared.Answered answered -> Optional.of(answered.outcome());
                case AttemptDesk.Prepared.ToStart toStart -> start(toStart, provider);
            };
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new StartOutcome.Unavailable();
    }

    private Optional<StartOutcome> start(AttemptDesk.Prepared.ToStart toStart, PaymentProvider provider) {
        var answer = provider.start(toStart.request());
        for (var call = 1; call < CALLS_MAX && answer instanceof StartAnswer.Unknown; call++) {
            answer = provider.start(toStart.request());
        }
        var attempt = toStart.attempt();
        if (answer instanceof StartAnswer.Unknown) {
            // It may be paid or closed already, which is another reason for a provider not to start it.
            askProvider.ask(attempt.attemptNo());
        }
        var last = answer;
        return transactions.executeWrite(_ -> desk.conclude(attempt.id(), attempt.intentId(), last));
    }
}
