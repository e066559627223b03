package market.checkout.payment;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import market.checkout.payment.PaymentProvider.StartAnswer;
import market.kernel.Ids;
import market.kernel.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both ends of starting a payment, before and after the provider is asked; each runs in the caller's transaction. */
@Singleton
class AttemptDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptDesk.class);

    /** What starting begins with. */
    sealed interface Prepared {
        /** No provider needs to be asked. */
        record Answered(StartOutcome outcome) implements Prepared {}

        /** The number is stored: the provider may be asked. */
        record ToStart(PaymentAttempt attempt, PaymentRequest request) implements Prepared {}
    }

    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final Ids ids;
    private final Clock clock;

    AttemptDesk(IntentRepository intents, AttemptRepository attempts, Ids ids, Clock clock) {
        this.intents = intents;
        this.attempts = attempts;
        this.ids = ids;
        this.clock = clock;
    }

    Prepared prepare(StartPayment wish, PaymentProvider provider) {
        var intent = intents.lockByOrder(wish.orderId());
        if (intent.isEmpty()) {
            return new Prepared.Answered(new StartOutcome.NotPayable(StartOutcome.Reason.NO_INTENT));
        }
        if (!provider.products(intent.get().amount()).contains(wish.product())) {
            return new Prepared.Answered(new StartOutcome.NotPayable(StartOutcome.Reason.WAY_UNKNOWN));
        }
        return refusal(intent.get())
                .<Prepared>map(Prepared.Answered::new)
                .orElseGet(() -> prepare(intent.get(), wish, provider.payee()));
    }

    private Optional<StartOutcome> refusal(PaymentIntent intent) {
        return switch (intent.status()) {
            case PAID -> Optional.of(new StartOutcome.AlreadyPaid());
            case CANCELLED -> Optional.of(new StartOutcome.NotPayable(StartOutcome.Reason.CANCELLED));
            case OPEN ->
                clock.instant().isBefore(intent.expiresAt())
                        ? Optional.empty()
                        : Optional.of(new StartOutcome.NotPayable(StartOutcome.Reason.EXPIRED));
        };
    }

    private Prepared prepare(PaymentIntent intent, StartPayment wish, Payee payee) {
        var returnUrl = wish.returnUrl();
        var living = attempts.living(intent.id()).stream()
                .filter(attempt -> attempt.isOf(wish))
                .findFirst();
        if (living.isPresent()
                && returnUrl != null
                && !returnUrl.equals(living.get().returnUrl())) {
            attempts.setReturnUrl(living.get().id(), returnUrl);
        }
        var attempt = living.orElseGet(() -> insert(intent, wish, payee));
        var action = attempt.actionAt(clock.instant());
        return action == null
                ? new Prepared.ToStart(attempt, request(intent, attempt))
                : new Prepared.Answered(new StartOutcome.Started(action));
    }

    private PaymentAttempt insert(PaymentIntent intent, StartPayment wish, Payee payee) {
        var now = clock.instant();
        var attempt = new PaymentAttempt(
                ids.next(),
                intent.id(),
                // Nobody can guess it: the page that buyers return to is found by it.
                ids.secret().toString().replace("-", ""),
                wish.provider(),
                wish.product(),
                AttemptStatus.REQUIRES_ACTION,
                intent.amount(),
                payee,
                intent.expiresAt(),
                wish.returnUrl(),
                null,
                null,
                null,
                null,
                Money.zero(intent.amount().currency()),
                Money.zero(intent.amount().currency()),
                wish.payer(),
                null,
                now);
        attempts.insert(attempt, now.plus(PollSchedule.FIRST));
        LOG.info(
                "payment attempt opened order={} attempt={} way={} {}",
                intent.orderId(),
                attempt.attemptNo(),
                wish.provider(),
                wish.product());
        return attempt;
    }

    private static PaymentRequest request(PaymentIntent intent, PaymentAttempt attempt) {
        return new PaymentRequest(
                attempt.attemptNo(),
                attempt.product(),
                attempt.amount(),
                intent.subject(),
                intent.orderNumber(),
                attempt.expiresAt(),
                attempt.payer());
    }

    /** Empty when the attempt turned out cancelled though the intent is open: another number may be tried. */
    Optional<StartOutcome> conclude(UUID attemptId, UUID intentId, StartAnswer answer) {
        var intent = intents.lock(intentId);
        var attempt = attempts.lock(attemptId);
        var refusal = refusal(intent);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!attempt.isLiving()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (answer) {
                    case StartAnswer.Ready ready -> started(attempt, ready);
                    case StartAnswer.Unknown _ -> unavailable(attempt);
                });
    }

    private StartOutcome started(PaymentAttempt attempt, StartAnswer.Ready ready) {
        var until = ready.expiresAt().isAfter(attempt.expiresAt()) ? attempt.expiresAt() : ready.expiresAt();
        attempts.giveAction(attempt.id(), ready.payload(), until);
        return new StartOutcome.Started(PaymentAction.of(attempt.product(), ready.payload(), until));
    }

    private StartOutcome unavailable(PaymentAttempt attempt) {
        attempts.setUnknownSince(attempt.id(), clock.instant());
        LOG.warn("payment attempt not started attempt={}", attempt.attemptNo());
        return new StartOutcome.Unavailable();
    }
}
