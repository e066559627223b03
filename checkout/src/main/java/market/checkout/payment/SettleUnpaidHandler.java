package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that an order stays unpaid. A code nobody has scanned cannot be closed over there: the signed word that
 * nothing was opened under it proves it unpaid now, and it is watched until it expires; money that still comes by it
 * goes back by itself.
 */
@Singleton
class SettleUnpaidHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SettleUnpaidHandler.class);
    // A buyer may start another attempt while the provider is asked; one who keeps doing so wants to pay.
    private static final int ROUNDS_MAX = 3;

    private final Providers providers;
    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final SnapshotIntake intake;
    private final RefundDesk refunds;
    private final PaymentEvents events;
    private final TransactionOperations<Connection> transactions;

    SettleUnpaidHandler(
            Providers providers,
            IntentRepository intents,
            AttemptRepository attempts,
            SnapshotIntake intake,
            RefundDesk refunds,
            PaymentEvents events,
            TransactionOperations<Connection> transactions) {
        this.providers = providers;
        this.intents = intents;
        this.attempts = attempts;
        this.intake = intake;
        this.refunds = refunds;
        this.events = events;
        this.transactions = transactions;
    }

    boolean handle(UUID orderId) {
        var unopened = new HashSet<UUID>();
        for (var round = 0; round < ROUNDS_MAX; round++) {
            for (var attempt : living(orderId)) {
                if (!unopened.contains(attempt.id())) {
                    settle(attempt, unopened);
                }
            }
            var end = transactions.executeWrite(_ -> end(orderId, unopened));
            if (end.isPresent()) {
                return end.get();
            }
        }
        return false;
    }

    private List<PaymentAttempt> living(UUID orderId) {
        return transactions.executeRead(_ -> intents.findByOrder(orderId)
                .filter(intent -> intent.status().isPayable())
                .map(intent -> attempts.living(intent.id()))
                .orElse(List.of()));
    }

    private void settle(PaymentAttempt attempt, Set<UUID> unopened) {
        var provider = providers.of(attempt.provider());
        var snapshot = provider.fetch(attempt.attemptNo());
        if (snapshot.status() == Snapshot.Status.WAITING) {
            snapshot = provider.close(attempt.attemptNo());
        }
        if (snapshot.status() == Snapshot.Status.NOT_EXIST) {
            unopened.add(attempt.id());
        }
        var answer = snapshot;
        transactions.executeWrite(_ -> {
            intake.take(attempt.provider(), answer);
            return true;
        });
    }

    /** Empty when some attempt is neither closed nor proven unopened. */
    private Optional<Boolean> end(UUID orderId, Set<UUID> unopened) {
        var locked = intents.lockByOrder(orderId);
        if (locked.isEmpty()) {
            return Optional.of(true);
        }
        var intent = locked.get();
        return switch (intent.status()) {
            case CANCELLED -> Optional.of(true);
            case PAID -> Optional.of(false);
            case OPEN, PARTIALLY_PAID -> {
                var living = attempts.living(intent.id());
                if (living.stream().anyMatch(attempt -> !unopened.contains(attempt.id()))) {
                    yield Optional.empty();
                }
                living.forEach(attempt -> attempts.cancel(attempt.id(), false));
                intents.turn(intent.id(), intent.status(), IntentStatus.CANCELLED);
                refunds.giveBackParts(intent);
                events.say(PaymentEvents.Kind.CANCELLED, intent.id(), intent.id(), intent.amount());
                LOG.info("payment cancelled order={}", orderId);
                yield Optional.of(true);
            }
        };
    }
}
