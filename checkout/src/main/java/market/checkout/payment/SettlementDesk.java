package market.checkout.payment;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import market.checkout.payment.Marketplace.Deed;
import market.checkout.payment.PaymentEvents.Kind;
import market.kernel.Ids;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books how merchants' parts are let go to them. All methods run in the caller's transaction and lock the intent: so what is
 * let go and what goes back see one another.
 */
@Singleton
class SettlementDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementDesk.class);

    /** What the provider is to be asked next. */
    sealed interface Step {
        record Confirm(PartSettlement settlement, Marketplace.Confirm request) implements Step {}

        record Share(PartSettlement settlement, PartSettlement.Split split, boolean isLast) implements Step {}

        /** Nothing for now. */
        record Rest() implements Step {}
    }

    private final IntentRepository intents;
    private final LegRepository legs;
    private final SettlementRepository settlements;
    private final RefundRepository refunds;
    private final RefundDesk refundDesk;
    private final PaymentEvents events;
    // Asked for late: the listener places orders, and orders need payments.
    private final BeanProvider<PaymentListener> listener;
    private final Ids ids;
    private final Clock clock;

    SettlementDesk(
            IntentRepository intents,
            LegRepository legs,
            SettlementRepository settlements,
            RefundRepository refunds,
            RefundDesk refundDesk,
            PaymentEvents events,
            BeanProvider<PaymentListener> listener,
            Ids ids,
            Clock clock) {
        this.intents = intents;
        this.legs = legs;
        this.settlements = settlements;
        this.refunds = refunds;
        this.refundDesk = refundDesk;
        this.events = events;
        this.listener = listener;
        this.ids = ids;
        this.clock = clock;
    }

    /** The shares of the whole part, as it was divided when it was paid. Repeating it changes nothing. */
    void plan(PaymentIntent intent, PaymentLeg leg, PaymentAttempt attempt, List<SettledPart.Share> shares) {
        var id = ids.next();
        if (!settlements.plan(id, leg.id(), attempt, clock.instant())) {
            return;
        }
        for (var share : shares) {
            settlements.insert(id, split(share.kind(), share.owner(), share.amount(), null));
        }
        events.say(Kind.SETTLEMENT_PLANNED, intent.id(), id, leg.amount());
    }

    private PartSettlement.Split split(SplitKind kind, String owner, Money share, @Nullable Money amount) {
        return new PartSettlement.Split(
                ids.next(), kind, owner, share, amount, Money.zero(share.currency()), number(), SplitStatus.PENDING);
    }

    private String number() {
        return ids.secret().toString().replace("-", "");
    }

    Step next(UUID id) {
        var settlement = lock(id);
        return switch (settlement.status()) {
            case PENDING -> begin(settlement);
            case CONFIRMING -> confirm(settlement);
            case SPLITTING -> share(settlement);
            case DONE -> new Step.Rest();
        };
    }

    private PartSettlement lock(UUID id) {
        intents.lock(settlements.find(id).orElseThrow().intentId());
        return settlements.find(id).orElseThrow();
    }

    /** The amounts are what is left once everything that was on its way back has arrived or failed. */
    private Step begin(PartSettlement settlement) {
        if (refunds.isPending(settlement.legId())) {
            settlements.retryAt(
                    settlement.id(), clock.instant().plus(PollSchedule.BETWEEN_REFUNDS), settlement.failure());
            return new Step.Rest();
        }
        var leg = leg(settlement);
        var amount = leg.refundable();
        settlement.splits().stream()
                .filter(split -> split.status() != SplitStatus.FAILED)
                .forEach(split -> settlements.size(split.id(), split.of(leg.refundAsked(), leg.amount())));
        if (amount.isZero()) {
            finish(settlements.find(settlement.id()).orElseThrow(), amount);
            return new Step.Rest();
        }
        settlements.begin(settlement.id(), number(), amount);
        return confirm(settlements.find(settlement.id()).orElseThrow());
    }

    private PaymentLeg leg(PartSettlement settlement) {
        return legs.of(settlement.intentId()).stream()
                .filter(each -> each.id().equals(settlement.legId()))
                .findFirst()
                .orElseThrow();
    }

    private static Step confirm(PartSettlement settlement) {
        var isShared = settlement.splits().stream().anyMatch(PartSettlement.Split::isOpen);
        return new Step.Confirm(
                settlement,
                new Marketplace.Confirm(
                        settlement.tradeNo(),
                        Objects.requireNonNull(settlement.requestNo()),
                        Objects.requireNonNull(settlement.amount()),
                        isShared));
    }

    private Step share(PartSettlement settlement) {
        var open = settlement.splits().stream()
                .filter(PartSettlement.Split::isOpen)
                .toList();
        if (open.isEmpty()) {
            finish(settlement, Objects.requireNonNull(settlement.amount()));
            return new Step.Rest();
        }
        return new Step.Share(settlement, open.getFirst(), open.size() == 1);
    }

    private void finish(PartSettlement settlement, Money amount) {
        var now = clock.instant();
        settlements.done(settlement.id(), amount, now);
        events.say(Kind.SETTLED, settlement.intentId(), settlement.id(), amount);
        LOG.info("part settled order={} settlement={}", settlement.orderId(), settlement.id());
        listener.get()
                .onSettled(new SettledPart(
                        settlement.id(),
                        settlement.orderId(),
                        settlement.merchantOrderId(),
                        settlement.merchantId(),
                        settlement.provider(),
                        amount,
                        settlement.splits().stream()
                                .filter(split -> split.status() == SplitStatus.SUCCEEDED)
                                .map(split -> new SettledPart.Share(
                                        split.kind(), split.owner(), Objects.requireNonNull(split.amount())))
                                .toList(),
                        now));
    }

    /** True when the next step can follow at once. */
    boolean confirmed(Step.Confirm step, Deed deed) {
        var id = step.settlement().id();
        var now = lock(id);
        if (now.status() != SettlementStatus.CONFIRMING
                || !step.request().requestNo().equals(now.requestNo())) {
            return false;
        }
        switch (deed) {
            case Deed.Done _ -> {
                settlements.turn(id, SettlementStatus.CONFIRMING, SettlementStatus.SPLITTING);
                events.say(
                        Kind.SETTLEMENT_CONFIRMED,
                        now.intentId(),
                        id,
                        step.request().amount());
                refundDesk.tellHeldBackOf(now);
            }
            case Deed.Refused refused -> {
                LOG.error("settlement refused order={} settlement={} cause={}", now.orderId(), id, refused.cause());
                settlements.beginAnew(id, refused.cause());
                settlements.retryAt(id, pause(now), refused.cause());
                refundDesk.tellHeldBackOf(now);
            }
            case Deed.UnderWay _, Deed.Unknown _ -> settlements.retryAt(id, pause(now), now.failure());
        }
        return deed instanceof Deed.Done;
    }

    /** True when the next step can follow at once. */
    boolean shared(Step.Share step, Deed deed) {
        var id = step.settlement().id();
        var settlement = lock(id);
        var split = step.split();
        var amount = Objects.requireNonNull(split.amount());
        return switch (deed) {
            case Deed.Done _ -> {
                if (settlements.turn(split.id(), SplitStatus.SUCCEEDED, "")) {
                    events.say(Kind.SPLIT_DONE, settlement.intentId(), split.id(), amount);
                }
                yield true;
            }
            case Deed.UnderWay _ -> {
                settlements.turn(split.id(), SplitStatus.PROCESSING, "");
                settlements.retryAt(id, pause(settlement), settlement.failure());
                yield false;
            }
            case Deed.Refused refused -> {
                failed(settlement, split, refused.cause());
                yield false;
            }
            case Deed.Unknown _ -> {
                settlements.retryAt(id, pause(settlement), settlement.failure());
                yield false;
            }
        };
    }

    /** Its number is spent: another try has another. */
    private void failed(PartSettlement settlement, PartSettlement.Split split, String cause) {
        if (!settlements.turn(split.id(), SplitStatus.FAILED, cause)) {
            return;
        }
        var amount = Objects.requireNonNull(split.amount());
        settlements.insert(settlement.id(), split(split.kind(), split.owner(), split.share(), amount));
        events.say(Kind.SPLIT_FAILED, settlement.intentId(), split.id(), amount);
        settlements.retryAt(settlement.id(), pause(settlement), cause);
        LOG.error("split failed order={} split={} cause={}", settlement.orderId(), split.id(), cause);
    }

    private Instant pause(PartSettlement settlement) {
        return clock.instant().plus(PollSchedule.refundPause(settlement.tries()));
    }
}
