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
import market.kernel.Money;

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
                            .filter(intent -> intent.status().isPayable())
                            .map(PaymentIntent::id)
                            .toList())
                    .stream()
                    .collect(Collectors.groupingBy(PaymentAttempt::intentId));
            var received = attempts
                    .countedOf(found.stream().map(PaymentIntent::id).toList())
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
                                received.getOrDefault(intent.id(), List.of()),
                                back.getOrDefault(intent.orderId(), List.of()),
                                now));
            }
            return views;
        });
    }

    /** The living attempts with the newest last. What pays nothing that is still to be paid is not offered any more. */
    private static PaymentView view(
            PaymentIntent intent,
            List<PaymentAttempt> living,
            List<PaymentAttempt> counted,
            List<PaymentRefund> refunds,
            Instant now) {
        var action = living.reversed().stream()
                .filter(attempt -> counted.stream().noneMatch(attempt::overlaps))
                .map(attempt -> attempt.actionAt(now))
                .filter(Objects::nonNull)
                .findFirst();
        var isUnsure = living.stream().anyMatch(attempt -> attempt.resultUnknownSince() != null);
        var received = Money.sum(
                counted.stream().map(PaymentAttempt::amount).toList(),
                intent.amount().currency());
        return new PaymentView(intent, received, action.orElse(null), isUnsure, refunds);
    }
}
