package market.checkout.payment;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import market.checkout.payment.PaymentEvents.Kind;
import market.kernel.Ids;
import market.kernel.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books what goes back. All methods run in the caller's transaction, who holds the lock of the intent: so refunds asked for
 * at the same moment see one another, and what is asked back is reserved before anybody is asked for it.
 */
@Singleton
class RefundDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RefundDesk.class);

    private final IntentRepository intents;
    private final LegRepository legs;
    private final AttemptRepository attempts;
    private final RefundRepository refunds;
    private final Clawbacks clawbacks;
    private final PaymentEvents events;
    // Asked for late: the listener places orders, and orders need payments.
    private final BeanProvider<PaymentListener> listener;
    private final Ids ids;
    private final Clock clock;

    RefundDesk(
            IntentRepository intents,
            LegRepository legs,
            AttemptRepository attempts,
            RefundRepository refunds,
            Clawbacks clawbacks,
            PaymentEvents events,
            BeanProvider<PaymentListener> listener,
            Ids ids,
            Clock clock) {
        this.intents = intents;
        this.legs = legs;
        this.attempts = attempts;
        this.refunds = refunds;
        this.clawbacks = clawbacks;
        this.events = events;
        this.listener = listener;
        this.ids = ids;
        this.clock = clock;
    }

    AskRefundOutcome ask(PaymentIntent intent, AskRefund wish) {
        var leg = legs.of(intent.id()).stream()
                .filter(each -> each.merchantOrderId().equals(wish.merchantOrderId()))
                .findFirst();
        var paid = leg.flatMap(each -> attempts.counted(intent.id()).stream()
                .filter(attempt -> attempt.pays(each))
                .findFirst());
        if (intent.status() != IntentStatus.PAID || paid.isEmpty()) {
            return new AskRefundOutcome.NotPaid();
        }
        var attempt = paid.get();
        var key = wish.merchantOrderId() + " " + wish.key();
        var earlier = refunds.findByKey(attempt.id(), key);
        if (earlier.isPresent()) {
            return earlier.get().amount().equals(wish.amount())
                    ? new AskRefundOutcome.Asked(earlier.get())
                    : new AskRefundOutcome.KeyReused();
        }
        var refundable = smaller(leg.get().refundable(), attempt.refundable());
        if (wish.amount().compareTo(refundable) > 0) {
            return new AskRefundOutcome.TooMuch(refundable);
        }
        var refund = open(
                intent,
                attempt,
                RefundOrigin.ASKED,
                wish.amount(),
                wish.reason(),
                List.of(part(leg.get(), wish.amount())));
        refunds.insert(refund, key);
        reserve(refund, Kind.REFUND_ASKED);
        return new AskRefundOutcome.Asked(refund);
    }

    /** Money that paid nothing goes back whole. */
    PaymentRefund giveBackSurplus(PaymentIntent intent, PaymentAttempt attempt, Money amount) {
        var refund = open(intent, attempt, RefundOrigin.SURPLUS, amount, "", List.of());
        refunds.insert(refund, null);
        reserve(refund, Kind.REFUND_ASKED);
        return refund;
    }

    /** The order is given up though parts of it are paid: they pay nothing any more. */
    void giveBackParts(PaymentIntent intent) {
        for (var attempt : attempts.counted(intent.id())) {
            attempts.countNoLonger(attempt.id());
            events.say(Kind.SURPLUS, intent.id(), attempt.id(), attempt.amount());
            if (attempt.refundable().minor() > 0) {
                giveBackSurplus(intent, attempt, attempt.refundable());
            }
        }
    }

    private PaymentRefund open(
            PaymentIntent intent,
            PaymentAttempt attempt,
            RefundOrigin origin,
            Money amount,
            String reason,
            List<PaymentRefund.Part> parts) {
        var now = clock.instant();
        var isFound = origin == RefundOrigin.ELSEWHERE;
        return new PaymentRefund(
                ids.next(),
                intent.orderId(),
                intent.id(),
                attempt.id(),
                attempt.attemptNo(),
                ids.secret().toString().replace("-", ""),
                origin,
                isFound ? RefundStatus.SUCCEEDED : RefundStatus.REQUESTED,
                amount,
                reason,
                now,
                isFound ? now : null,
                parts);
    }

    private void reserve(PaymentRefund refund, Kind kind) {
        attempts.askBack(refund.attemptId(), refund.amount());
        refund.parts().forEach(part -> legs.askBack(part.legId(), part.amount()));
        events.say(kind, refund.intentId(), refund.id(), refund.amount());
        var parts = refund.parts().stream().map(PaymentRefund.Part::legId).collect(Collectors.toSet());
        tellAsked(refund.intentId(), leg -> parts.contains(leg.id()));
        LOG.info(
                "refund opened order={} attempt={} refund={} origin={}",
                refund.orderId(),
                refund.attemptNo(),
                refund.refundNo(),
                refund.origin());
    }

    private void tellAsked(UUID intentId, Predicate<PaymentLeg> isConcerned) {
        var intent = intents.get(intentId);
        var asked = new LinkedHashMap<UUID, Money>();
        legs.of(intentId).stream()
                .filter(isConcerned)
                .forEach(leg -> asked.put(leg.merchantOrderId(), leg.refundAsked()));
        if (!asked.isEmpty() && intent.status() == IntentStatus.PAID) {
            listener.get().onRefundAsked(intent.orderId(), asked);
        }
    }

    /**
     * The provider says how much of a payment went back in all. More than we ever asked for was given back there without us;
     * once all is back, nothing that is pending can take more.
     */
    void hear(PaymentIntent intent, UUID attemptId, Money returned) {
        var attempt = attempts.lock(attemptId);
        if (returned.compareTo(attempt.refunded()) > 0) {
            attempts.refunded(attemptId, returned.minor());
        }
        var foreign = returned.minus(attempt.refundAsked());
        if (foreign.minor() > 0) {
            found(intent, attempt, foreign);
        }
        if (returned.equals(attempt.amount())) {
            // One that takes shares back is not proven by that: somebody else may have given the buyer all of it.
            refunds.ofAttempt(attemptId).stream()
                    .filter(refund -> refund.isPending() && !clawbacks.isReservedFor(refund))
                    .forEach(this::done);
        }
    }

    private void found(PaymentIntent intent, PaymentAttempt attempt, Money amount) {
        var parts =
                attempt.capture() == Capture.COUNTED ? spread(intent, attempt, amount) : List.<PaymentRefund.Part>of();
        var refund = open(intent, attempt, RefundOrigin.ELSEWHERE, amount, "", parts);
        refunds.insert(refund, null);
        reserve(refund, Kind.REFUND_FOUND);
        LOG.error("refund found that was made elsewhere order={} attempt={}", intent.orderId(), attempt.attemptNo());
        tell(refund, attempt.provider(), clock.instant());
    }

    /** Nobody said whose goods it was for: each merchant bears of it by what is left of its part. */
    private List<PaymentRefund.Part> spread(PaymentIntent intent, PaymentAttempt attempt, Money amount) {
        var open = legs.of(intent.id()).stream()
                .filter(attempt::pays)
                .filter(leg -> leg.refundable().minor() > 0)
                .toList();
        var shares = amount.splitBy(
                open.stream().map(leg -> leg.refundable().minor()).toList());
        var parts = new ArrayList<PaymentRefund.Part>();
        for (var i = 0; i < open.size(); i++) {
            if (!shares.get(i).isZero()) {
                parts.add(part(open.get(i), shares.get(i)));
            }
        }
        return parts;
    }

    private static PaymentRefund.Part part(PaymentLeg leg, Money amount) {
        return new PaymentRefund.Part(leg.id(), leg.merchantOrderId(), leg.merchantId(), amount);
    }

    /** Proven by the provider. */
    void done(PaymentRefund refund) {
        var now = clock.instant();
        if (!refunds.succeed(refund.id(), now)) {
            return;
        }
        var attempt = attempts.lock(refund.attemptId());
        var returned = refunds.ofAttempt(attempt.id()).stream()
                .filter(each -> each.status() == RefundStatus.SUCCEEDED)
                .mapToLong(each -> each.amount().minor())
                .sum();
        attempts.refunded(attempt.id(), returned);
        events.say(Kind.REFUND_DONE, refund.intentId(), refund.id(), refund.amount());
        clawbacks.done(refund);
        LOG.info("refund done order={} refund={}", refund.orderId(), refund.refundNo());
        tell(refund, attempt.provider(), now);
    }

    /** Refused for good by a signed answer: what was reserved can be asked for again. */
    void refused(PaymentIntent intent, PaymentRefund refund, String cause) {
        if (!refunds.fail(refund.id(), cause, clock.instant())) {
            return;
        }
        var back = refund.amount().negated();
        attempts.askBack(refund.attemptId(), back);
        refund.parts().forEach(part -> legs.askBack(part.legId(), back(part)));
        events.say(Kind.REFUND_FAILED, refund.intentId(), refund.id(), refund.amount());
        clawbacks.refused(refund);
        LOG.error("refund refused order={} refund={} cause={}", refund.orderId(), refund.refundNo(), cause);
        // What was given back elsewhere may have been hidden behind it.
        hear(intent, refund.attemptId(), attempts.lock(refund.attemptId()).refunded());
        if (refund.origin() == RefundOrigin.SURPLUS) {
            giveBackRest(intent, refund);
        }
    }

    /** A surplus goes back whole whatever was refused: as soon as it is known how much of it others gave back. */
    private void giveBackRest(PaymentIntent intent, PaymentRefund refused) {
        var attempt = attempts.lock(refused.attemptId());
        var rest = attempt.refundable();
        if (rest.minor() <= 0) {
            return;
        }
        var next = giveBackSurplus(intent, attempt, rest);
        if (rest.equals(refused.amount())) {
            // Nothing was learned yet: the same wish would be refused again.
            refunds.retryAt(next.id(), clock.instant().plus(PollSchedule.AFTER_REFUSAL));
        }
    }

    private static Money back(PaymentRefund.Part part) {
        return part.amount().negated();
    }

    /** What was given back of an order before all of it was paid: nobody could book it then. */
    void tellHeldBack(UUID intentId) {
        tellAsked(intentId, leg -> leg.refundAsked().minor() > 0);
        for (var attempt : attempts.counted(intentId)) {
            refunds.ofAttempt(attempt.id()).stream()
                    .filter(refund -> refund.status() == RefundStatus.SUCCEEDED)
                    .forEach(refund -> tell(refund, attempt.provider(), clock.instant()));
        }
    }

    /** It is known by now whether a part was let go: what went back of it meanwhile can be told. */
    void tellHeldBackOf(PartSettlement settlement) {
        for (var refund : refunds.releaseHeldBack(settlement.legId())) {
            tell(refund, settlement.provider(), Objects.requireNonNull(refund.settledAt()));
        }
    }

    private void tell(PaymentRefund refund, String provider, Instant at) {
        if (refund.parts().isEmpty() || intents.get(refund.intentId()).status() != IntentStatus.PAID) {
            return;
        }
        if (clawbacks.isPartBeingLetGo(refund)) {
            refunds.holdBack(refund.id());
            return;
        }
        listener.get()
                .onRefunded(new RefundedPayment(
                        refund.orderId(),
                        refund.id(),
                        refund.amount(),
                        provider,
                        refund.parts(),
                        clawbacks.takenBack(refund),
                        at));
    }

    private static Money smaller(Money one, Money other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
