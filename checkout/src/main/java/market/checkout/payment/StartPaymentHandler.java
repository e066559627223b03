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
        var answer = call(toStart, provider);
        for (var call = 1; call < CALLS_MAX && answer instanceof StartAnswer.Unknown; call++) {
            answer = call(toStart, provider);
        }
        if (answer instanceof StartAnswer.Unknown) {
            // It may be paid or closed already, which is another reason for a provider not to start it.
            toStart.attempts().forEach(attempt -> askProvider.ask(attempt.attemptNo()));
        }
        var last = answer;
        return transactions.executeWrite(_ -> desk.conclude(toStart.attempts(), last));
    }

    private static StartAnswer call(AttemptDesk.Prepared.ToStart toStart, PaymentProvider provider) {
        var mergeNo = toStart.mergeNo();
        return mergeNo == null
                ? provider.start(toStart.requests().getFirst())
                : provider.marketplace().orElseThrow().startMerged(mergeNo, toStart.requests());
    }
}
