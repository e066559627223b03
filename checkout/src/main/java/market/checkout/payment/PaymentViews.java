package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads how payments stand, for any number of orders in as many statements as for one. */
@Singleton
public class PaymentViews {

    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final RefundRepository refunds;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    PaymentViews(
            IntentRepository intents,
            AttemptRepository attempts,
            RefundRepository refunds,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.intents = intents;
        this.attempts = attempts;
        this.refunds = refunds;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** By order; one that asks for no payment is not in the answer. */
    public Map<UUID, PaymentView> ofOrders(Collection<UUID> orders) {
        return transactions.executeRead(_ -> {
            var found = intents.ofOrders(orders);
            var living = attempts
                    .livingOf(found.stream()
                            .filter(intent -> intent.status() == IntentStatus.OPEN)
                            .map(PaymentIntent::id)
                            .toList())
                    .stream()
                    .collect(Collectors.groupingBy(PaymentAttempt::intentId));
            var back = refunds
                    .ofOrders(found.stream().map(PaymentIntent::orderId).toList())
                    .stream()
                    .collect(Collectors.groupingBy(PaymentRefund::orderId));
            var now = clock.instant();
            var views = new HashMap<UUID, PaymentView>();
            for (var intent : found) {
                views.put(
                        intent.orderId(),
                        view(
                                intent,
                                living.getOrDefault(intent.id(), List.of()),
                                back.getOrDefault(intent.orderId(), List.of()),
                                now));
            }
            return views;
        });
    }

    /** The attempts with the newest last. */
    private static PaymentView view(
            PaymentIntent intent, List<PaymentAttempt> living, List<PaymentRefund> refunds, Instant now) {
        var action = living.reversed().stream()
                .map(attempt -> attempt.actionAt(now))
                .filter(Objects::nonNull)
                .findFirst();
        var isUnsure = living.stream().anyMatch(attempt -> attempt.resultUnknownSince() != null);
        return new PaymentView(intent, action.orElse(null), isUnsure, refunds);
    }
}
