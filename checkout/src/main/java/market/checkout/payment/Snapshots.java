package market.checkout.payment;

import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import market.checkout.payment.PaymentEvents.Kind;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which something a provider said changes a payment. Runs in the caller's transaction and locks the
 * intent, so that notifications, polls and returns of one order wait for one another; what is known already changes
 * nothing, and paid never becomes unpaid.
 */
@Singleton
class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    // The provider's clock and ours may differ; a payment at the last moment must not look impossible.
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final IntentRepository intents;
    private final AttemptRepository attempts;
    private final RefundDesk refunds;
    private final PaymentEvents events;
    // Asked for late: the listener places orders, and orders need payments.
    private final Provider<PaymentListener> listener;
    private final Clock clock;

    Snapshots(
            IntentRepository intents,
            AttemptRepository attempts,
            RefundDesk refunds,
            PaymentEvents events,
            Provider<PaymentListener> listener,
            Clock clock) {
        this.intents = intents;
        this.attempts = attempts;
        this.refunds = refunds;
        this.events = events;
        this.listener = listener;
        this.clock = clock;
    }

    Verdict apply(String provider, Snapshot snapshot) {
        var found = attempts.findByNo(snapshot.attemptNo());
        if (found.isEmpty() || !found.get().provider().equals(provider)) {
            return new Verdict.Refused(Refusal.UNKNOWN_ATTEMPT);
        }
        var intent = intents.lock(found.get().intentId());
        var attempt = attempts.lock(found.get().id());
        var refusal = refusal(attempt, snapshot);
        if (refusal != null) {
            LOG.error(
                    "payment message refused reason={} order={} attempt={}",
                    refusal,
                    intent.orderId(),
                    attempt.attemptNo());
            return new Verdict.Refused(refusal);
        }
        return switch (snapshot.status()) {
            case UNKNOWN -> unknown(attempt);
            case NOT_EXIST -> notOpened(attempt);
            case WAITING -> waiting(attempt, snapshot);
            case CLOSED -> closed(attempt);
            case PAID -> paid(intent, attempt, snapshot);
        };
    }

    private @Nullable Refusal refusal(PaymentAttempt attempt, Snapshot snapshot) {
        var payee = snapshot.payee();
        if (payee != null && !payee.appId().equals(attempt.expectedPayee().appId())) {
            return Refusal.APP_ID;
        }
        if (payee != null && !payee.sellerId().equals(attempt.expectedPayee().sellerId())) {
            return Refusal.SELLER_ID;
        }
        var isPaid = snapshot.status() == Snapshot.Status.PAID;
        var amount = snapshot.amount();
        if (amount == null ? isPaid : !amount.equals(attempt.amount())) {
            return Refusal.AMOUNT;
        }
        var refunded = snapshot.refunded();
        if (refunded != null && (refunded.isNegative() || refunded.compareTo(attempt.amount()) > 0)) {
            return Refusal.AMOUNT;
        }
        var tradeNo = snapshot.tradeNo();
        if (tradeNo == null) {
            return isPaid ? Refusal.TRADE_NO : null;
        }
        var known = attempt.providerTradeNo();
        var isForeign = known == null ? attempts.hasOtherWithTradeNo(attempt, tradeNo) : !known.equals(tradeNo);
        return isForeign ? Refusal.TRADE_NO : null;
    }

    private Verdict unknown(PaymentAttempt attempt) {
        if (attempt.isLiving() && attempt.resultUnknownSince() == null) {
            attempts.setUnknownSince(attempt.id(), clock.instant());
        }
        return new Verdict.Unchanged();
    }

    /** Normal until the buyer opens the cashier; after the last moment to pay it proves that nobody will. */
    private Verdict notOpened(PaymentAttempt attempt) {
        if (attempt.isLiving() && clock.instant().isAfter(attempt.expiresAt().plus(CLOCK_DIFFERENCE))) {
            attempts.cancel(attempt.id(), false);
            LOG.info("payment attempt expired attempt={}", attempt.attemptNo());
            return new Verdict.Applied();
        }
        return known(attempt);
    }

    private Verdict waiting(PaymentAttempt attempt, Snapshot snapshot) {
        var tradeNo = snapshot.tradeNo();
        if (tradeNo != null && attempt.providerTradeNo() == null) {
            attempts.keepTradeNo(attempt.id(), tradeNo);
        }
        return known(attempt);
    }

    private Verdict known(PaymentAttempt attempt) {
        if (attempt.resultUnknownSince() != null) {
            attempts.setUnknownSince(attempt.id(), null);
        }
        return new Verdict.Unchanged();
    }

    private Verdict closed(PaymentAttempt attempt) {
        return switch (attempt.status()) {
            case REQUIRES_ACTION -> {
                attempts.cancel(attempt.id(), true);
                LOG.info("payment attempt closed attempt={}", attempt.attemptNo());
                yield new Verdict.Applied();
            }
            case CANCELLED, FAILED -> {
                attempts.setNextPoll(attempt.attemptNo(), null);
                yield new Verdict.Unchanged();
            }
            case SUCCEEDED -> new Verdict.Unchanged();
        };
    }

    private Verdict paid(PaymentIntent intent, PaymentAttempt attempt, Snapshot snapshot) {
        return switch (attempt.status()) {
            case SUCCEEDED -> repeated(intent, attempt, snapshot);
            case REQUIRES_ACTION, CANCELLED, FAILED -> captured(intent, attempt, snapshot);
        };
    }

    private Verdict repeated(PaymentIntent intent, PaymentAttempt attempt, Snapshot snapshot) {
        var refunded = snapshot.refunded();
        if (refunded == null || refunded.compareTo(attempt.refunded()) <= 0) {
            return new Verdict.Unchanged();
        }
        refunds.hear(intent, attempt.id(), refunded);
        return new Verdict.Applied();
    }

    private Verdict captured(PaymentIntent intent, PaymentAttempt attempt, Snapshot snapshot) {
        var tradeNo = Objects.requireNonNull(snapshot.tradeNo());
        var paidAt = snapshot.paidAt() == null ? clock.instant() : snapshot.paidAt();
        var payment = new PaidPayment(
                intent.orderId(), intent.id(), attempt.id(), intent.amount(), attempt.provider(), tradeNo, paidAt);
        var refunded = snapshot.refunded() == null ? Money.zero(attempt.amount().currency()) : snapshot.refunded();
        var capture = capture(intent, attempt, payment, refunded);
        attempts.succeed(attempt.id(), capture, tradeNo, paidAt, 0);
        switch (capture) {
            case COUNTED -> pay(intent, attempt, payment);
            case DUPLICATE, LATE -> {
                events.say(Kind.SURPLUS, intent.id(), attempt.id(), attempt.amount());
                if (refunded.isZero()) {
                    refunds.giveBackSurplus(intent, attempt, attempt.amount());
                }
            }
            case RETURNED -> events.say(Kind.SURPLUS, intent.id(), attempt.id(), attempt.amount());
        }
        if (!refunded.isZero()) {
            refunds.hear(intent, attempt.id(), refunded);
            var rest = attempt.amount().minus(refunded);
            if (capture != Capture.COUNTED && !rest.isZero()) {
                refunds.giveBackSurplus(intent, attempt, rest);
            }
        }
        LOG.info(
                "payment captured order={} attempt={} trade_no={} capture={}",
                intent.orderId(),
                attempt.attemptNo(),
                tradeNo,
                capture);
        return new Verdict.Applied();
    }

    private void pay(PaymentIntent intent, PaymentAttempt attempt, PaidPayment payment) {
        // What else the buyer could still pay the same with is closed soon.
        attempts.pollLivingAt(intent.id(), clock.instant());
        if (intent.status() == IntentStatus.CANCELLED) {
            intents.turn(intent.id(), intent.status(), IntentStatus.PAID);
            events.say(Kind.REVIVED, intent.id(), attempt.id(), attempt.amount());
            return;
        }
        var paid = Money.sum(
                attempts.counted(intent.id()).stream()
                        .map(PaymentAttempt::amount)
                        .toList(),
                intent.amount().currency());
        if (paid.compareTo(intent.amount()) < 0) {
            if (intent.status() == IntentStatus.OPEN) {
                intents.turn(intent.id(), IntentStatus.OPEN, IntentStatus.PARTIALLY_PAID);
            }
            events.say(Kind.PART_PAID, intent.id(), attempt.id(), attempt.amount());
            return;
        }
        intents.turn(intent.id(), intent.status(), IntentStatus.PAID);
        events.say(Kind.PAID, intent.id(), attempt.id(), attempt.amount());
        listener.get().onPaid(payment);
        refunds.tellHeldBack(intent.id());
    }

    /** Late money pays after all when the order can be taken up again; the order is changed then. */
    private Capture capture(PaymentIntent intent, PaymentAttempt attempt, PaidPayment payment, Money refunded) {
        if (refunded.equals(attempt.amount())) {
            return Capture.RETURNED;
        }
        return switch (intent.status()) {
            case OPEN, PARTIALLY_PAID ->
                attempts.counted(intent.id()).stream().anyMatch(attempt::overlaps)
                        ? Capture.DUPLICATE
                        : Capture.COUNTED;
            case PAID -> Capture.DUPLICATE;
            case CANCELLED -> isTakenUpAgain(intent, attempt, payment, refunded) ? Capture.COUNTED : Capture.LATE;
        };
    }

    /** A part alone cannot pay a whole order after all. */
    private boolean isTakenUpAgain(PaymentIntent intent, PaymentAttempt attempt, PaidPayment payment, Money refunded) {
        return attempt.amount().equals(intent.amount())
                && refunded.isZero()
                && listener.get().onPaidLate(payment);
    }
}
