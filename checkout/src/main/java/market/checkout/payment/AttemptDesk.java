package market.checkout.payment;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.checkout.payment.PaymentProvider.StartAnswer;
import market.kernel.Ids;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
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

        /** The numbers are stored: the provider may be asked. Several are paid in one go, under a number of their own. */
        record ToStart(List<PaymentAttempt> attempts, List<PaymentRequest> requests) implements Prepared {

            @Nullable
            String mergeNo() {
                return attempts.getFirst().mergeNo();
            }
        }
    }

    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final PayRoutes routes;
    private final Ids ids;
    private final Clock clock;

    AttemptDesk(IntentRepository intents, AttemptRepository attempts, PayRoutes routes, Ids ids, Clock clock) {
        this.intents = intents;
        this.attempts = attempts;
        this.routes = routes;
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
                .orElseGet(() -> prepare(intent.get(), wish, provider));
    }

    private Optional<StartOutcome> refusal(PaymentIntent intent) {
        return switch (intent.status()) {
            case PAID -> Optional.of(new StartOutcome.AlreadyPaid());
            case CANCELLED -> Optional.of(new StartOutcome.NotPayable(StartOutcome.Reason.CANCELLED));
            case OPEN, PARTIALLY_PAID ->
                clock.instant().isBefore(intent.expiresAt())
                        ? Optional.empty()
                        : Optional.of(new StartOutcome.NotPayable(StartOutcome.Reason.EXPIRED));
        };
    }

    private Prepared prepare(PaymentIntent intent, StartPayment wish, PaymentProvider provider) {
        return switch (routes.of(intent, wish, provider)) {
            case PayRoutes.Route.Refused refused ->
                new Prepared.Answered(new StartOutcome.NotPayable(refused.reason()));
            case PayRoutes.Route.Whole _ -> prepare(intent, wish, provider.payee(), List.of());
            case PayRoutes.Route.Parts direct -> prepare(intent, wish, provider.payee(), direct.parts());
        };
    }

    private Prepared prepare(PaymentIntent intent, StartPayment wish, Payee payee, List<PayRoutes.Part> parts) {
        var living = attempts.living(intent.id()).stream()
                .filter(attempt -> attempt.isOf(wish))
                .toList();
        var found = reusable(living, parts);
        var returnUrl = wish.returnUrl();
        found.stream()
                .filter(attempt -> returnUrl != null && !returnUrl.equals(attempt.returnUrl()))
                .forEach(attempt -> attempts.setReturnUrl(attempt.id(), returnUrl));
        var chosen = found.isEmpty() ? insert(intent, wish, payee, parts) : found;
        var action = chosen.getFirst().actionAt(clock.instant());
        return action == null
                ? new Prepared.ToStart(
                        chosen,
                        chosen.stream().map(attempt -> request(intent, attempt)).toList())
                : new Prepared.Answered(new StartOutcome.Started(action));
    }

    /** Living attempts that collect exactly this; none when there are not. */
    private static List<PaymentAttempt> reusable(List<PaymentAttempt> living, List<PayRoutes.Part> parts) {
        if (parts.isEmpty()) {
            return living.stream()
                    .filter(attempt -> attempt.direct() == null)
                    .limit(1)
                    .toList();
        }
        var wanted = parts.stream().map(part -> part.leg().id()).collect(Collectors.toSet());
        var isSingle = parts.size() == 1;
        return living.stream()
                .filter(attempt -> attempt.direct() != null)
                .collect(Collectors.groupingBy(attempt -> mergeNo(attempt)))
                .entrySet()
                .stream()
                .map(group ->
                        group.getKey().isEmpty() == isSingle ? of(group.getValue(), wanted) : List.<PaymentAttempt>of())
                .filter(group -> group.size() == wanted.size())
                .findFirst()
                .orElse(List.of());
    }

    private static String mergeNo(PaymentAttempt attempt) {
        return Objects.requireNonNullElse(attempt.mergeNo(), "");
    }

    private static List<PaymentAttempt> of(List<PaymentAttempt> group, Set<UUID> legs) {
        return group.stream().filter(attempt -> legs.contains(attempt.legId())).toList();
    }

    private List<PaymentAttempt> insert(
            PaymentIntent intent, StartPayment wish, Payee payee, List<PayRoutes.Part> parts) {
        if (parts.isEmpty()) {
            return List.of(insert(intent, wish, payee, intent.amount(), null));
        }
        var mergeNo = parts.size() == 1 ? null : number();
        return parts.stream()
                .map(part -> insert(
                        intent,
                        wish,
                        payee,
                        part.leg().amount(),
                        new DirectPay(part.leg().id(), part.subMerchant(), mergeNo)))
                .toList();
    }

    /** Nobody can guess it: the page that buyers return to is found by it. */
    private String number() {
        return ids.secret().toString().replace("-", "");
    }

    private PaymentAttempt insert(
            PaymentIntent intent, StartPayment wish, Payee payee, Money amount, @Nullable DirectPay direct) {
        var now = clock.instant();
        var attempt = new PaymentAttempt(
                ids.next(),
                intent.id(),
                number(),
                wish.provider(),
                wish.product(),
                AttemptStatus.REQUIRES_ACTION,
                amount,
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
                direct,
                null,
                now);
        attempts.insert(attempt, now.plus(PollSchedule.FIRST));
        LOG.info(
                "payment attempt opened order={} attempt={} way={} {} direct={}",
                intent.orderId(),
                attempt.attemptNo(),
                wish.provider(),
                wish.product(),
                direct != null);
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
                attempt.payer(),
                attempt.subMerchant());
    }

    /** Empty when an attempt turned out cancelled though the intent is open: another number may be tried. */
    Optional<StartOutcome> conclude(List<PaymentAttempt> started, StartAnswer answer) {
        var intent = intents.lock(started.getFirst().intentId());
        var now = started.stream().map(attempt -> attempts.lock(attempt.id())).toList();
        var refusal = refusal(intent);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!now.stream().allMatch(PaymentAttempt::isLiving)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (answer) {
                    case StartAnswer.Ready ready -> started(now, ready);
                    case StartAnswer.Unknown _ -> unavailable(now);
                });
    }

    private StartOutcome started(List<PaymentAttempt> started, StartAnswer.Ready ready) {
        var first = started.getFirst();
        var until = ready.expiresAt().isAfter(first.expiresAt()) ? first.expiresAt() : ready.expiresAt();
        started.forEach(attempt -> attempts.giveAction(attempt.id(), ready.payload(), until));
        return new StartOutcome.Started(PaymentAction.of(first.product(), ready.payload(), until));
    }

    private StartOutcome unavailable(List<PaymentAttempt> started) {
        for (var attempt : started) {
            attempts.setUnknownSince(attempt.id(), clock.instant());
            LOG.warn("payment attempt not started attempt={}", attempt.attemptNo());
        }
        return new StartOutcome.Unavailable();
    }
}
