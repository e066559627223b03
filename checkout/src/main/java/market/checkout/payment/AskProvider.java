package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Asks a provider how an attempt stands, outside any transaction, and applies the answer inside one. */
@Singleton
class AskProvider {

    // Longer than any call with its repetition; an engine that died leaves its attempts to the others after it.
    static final Duration LEASE = Duration.ofSeconds(60);
    // Reloading the page a buyer returns to must not become questions to the provider.
    private static final Duration RETURN_PAUSE = Duration.ofSeconds(2);

    private final Providers providers;
    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final SnapshotIntake intake;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    AskProvider(
            Providers providers,
            IntentRepository intents,
            AttemptRepository attempts,
            SnapshotIntake intake,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.providers = providers;
        this.intents = intents;
        this.attempts = attempts;
        this.intake = intake;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** For a claimed attempt: asks, closes what nobody needs any more, applies, and sets the time of the next question. */
    void ask(String attemptNo) {
        var provider = transactions
                .executeRead(_ -> attempts.findByNo(attemptNo))
                .flatMap(attempt -> providers.find(attempt.provider()));
        provider.ifPresent(each -> ask(each, attemptNo));
    }

    private void ask(PaymentProvider provider, String attemptNo) {
        var snapshot = provider.fetch(attemptNo);
        if (snapshot.status() == Snapshot.Status.WAITING && isNeedless(attemptNo)) {
            snapshot = provider.close(attemptNo);
        }
        var answer = snapshot;
        transactions.executeWrite(_ -> {
            intake.take(provider.name(), answer);
            attempts.findByNo(attemptNo)
                    .ifPresent(attempt -> attempts.setNextPoll(
                            attemptNo, PollSchedule.next(attempt.createdAt(), attempt.expiresAt(), clock.instant())));
            return true;
        });
    }

    /** For a buyer who comes back from the provider's page: asks at once unless that was done a moment ago. */
    Optional<PaymentAttempt> askOnReturn(String attemptNo) {
        var now = clock.instant();
        boolean isClaimed = transactions.executeWrite(
                _ -> attempts.claim(attemptNo, now, now.minus(RETURN_PAUSE), now.plus(LEASE)));
        if (isClaimed) {
            ask(attemptNo);
        }
        return transactions.executeRead(_ -> attempts.findByNo(attemptNo));
    }

    /** A living attempt of an order that is paid or cancelled could only collect money that must go back. */
    private boolean isNeedless(String attemptNo) {
        return transactions.executeRead(
                _ -> attempts.findByNo(attemptNo).filter(this::isNeedless).isPresent());
    }

    private boolean isNeedless(PaymentAttempt attempt) {
        return !intents.get(attempt.intentId()).status().isPayable()
                || attempts.counted(attempt.intentId()).stream().anyMatch(attempt::overlaps);
    }
}
