package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.VariantId;
import market.inventory.redis.ExtendAnswer;
import market.inventory.redis.HoldAnswer;
import market.kernel.MerchantId;

/** Promises of stock: held, then committed, released or expired. */
@Singleton
public class Reservations {

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final MerchantHolds holds;
    private final StockWriter writer;
    private final HoldPlanning planning;
    private final FlashGate gate;
    private final FlashPurchases purchases;
    private final Clock clock;

    Reservations(
            MerchantHolds holds,
            StockWriter writer,
            HoldPlanning planning,
            FlashGate gate,
            FlashPurchases purchases,
            Clock clock) {
        this.holds = holds;
        this.writer = writer;
        this.planning = planning;
        this.gate = gate;
        this.purchases = purchases;
        this.clock = clock;
    }

    /**
     * Takes all lines or none; a repeated call with the same reservation finds the hold that is there. Goods on a flash sale
     * that runs are taken out of it, behind its gate. Never call it inside a transaction: it waits for Redis.
     */
    public HoldOutcome hold(HoldStock command) {
        return switch (gate.admit(command)) {
            case FlashGate.Admission.Passed passed -> take(passed.command());
            case FlashGate.Admission.Refused refused -> refused.outcome();
        };
    }

    /**
     * Whether goods on a flash sale cannot be held now, from Redis alone: most who come to such a sale come in vain, and should
     * cost next to nothing. Empty is no promise. Never call it inside a transaction.
     */
    public Optional<HoldOutcome> refusalOfSales(ReservationId reservation, String buyer, Map<VariantId, Long> pieces) {
        return gate.refusal(reservation, buyer, pieces);
    }

    private HoldOutcome take(HoldStock command) {
        var held = new LinkedHashMap<MerchantId, HoldAnswer.Held>();
        var allocations = new ArrayList<Allocation>();
        for (var plan : planning.plan(command).entrySet()) {
            var answer = holds.take(plan.getKey(), command, plan.getValue().pieces());
            var shared = allocations(plan.getValue(), answer);
            if (answer instanceof HoldAnswer.Held done && shared.isPresent()) {
                held.put(plan.getKey(), done);
                allocations.addAll(shared.get());
            } else {
                if (answer instanceof HoldAnswer.Held) {
                    holds.giveBack(plan.getKey(), command.id());
                }
                if (!(answer instanceof HoldAnswer.Reused)) {
                    // All or none: what other merchants gave goes back. If that fails too, it comes back when it
                    // expires.
                    release(command.id(), held.keySet());
                }
                return refusal(answer, plan.getValue());
            }
        }
        return held(held.values(), allocations);
    }

    /**
     * Holds the same goods for another destination, for the time that is left. What cannot be had there refuses it; then
     * everything of that merchant stays held where it was.
     */
    public HoldOutcome reroute(HoldStock command) {
        var held = new ArrayList<HoldAnswer.Held>();
        var allocations = new ArrayList<Allocation>();
        for (var plan : planning.plan(command).entrySet()) {
            var answer = holds.reroute(plan.getKey(), command, plan.getValue().pieces());
            var shared = allocations(plan.getValue(), answer);
            if (!(answer instanceof HoldAnswer.Held done) || shared.isEmpty()) {
                return refusal(answer, plan.getValue());
            }
            held.add(done);
            allocations.addAll(shared.get());
        }
        return held(held, allocations);
    }

    private static Optional<List<Allocation>> allocations(HoldPlan plan, HoldAnswer answer) {
        return answer instanceof HoldAnswer.Held done ? plan.allocations(done.parts()) : Optional.empty();
    }

    private HoldOutcome held(Collection<HoldAnswer.Held> held, List<Allocation> allocations) {
        var left = held.stream().mapToLong(HoldAnswer.Held::leftMillis).min().orElse(0);
        return new HoldOutcome.Held(clock.instant().plusMillis(left), allocations);
    }

    private HoldOutcome refusal(HoldAnswer answer, HoldPlan plan) {
        return switch (answer) {
            case HoldAnswer.Lacking lacking ->
                new HoldOutcome.NotEnough(plan.lacking(lacking.lacks().stream()
                        .collect(Collectors.toMap(HoldAnswer.Lack::variant, HoldAnswer.Lack::available))));
            case HoldAnswer.Capped capped
            when capped.cap() == HoldAnswer.Cap.PIECES_OF_SALE -> new HoldOutcome.AboveSaleLimit();
            case HoldAnswer.Capped capped ->
                new HoldOutcome.TooManyHolds(
                        HoldOutcome.Cap.valueOf(capped.cap().name()), holds.max(capped.cap()));
            case HoldAnswer.Reused _ -> new HoldOutcome.KeyReused();
            case HoldAnswer.Held _ -> new HoldOutcome.NotEnough(plan.lackingAll());
            case HoldAnswer.Unseeded _, HoldAnswer.Unreachable _ -> new HoldOutcome.TryAgain(RETRY_AFTER);
        };
    }

    /**
     * Puts the end of a hold off because its buyer goes on, never beyond the longest life of a hold. Never call it inside a
     * transaction.
     *
     * @param merchants those of the lines held: holds are kept by merchant
     */
    public ExtendOutcome extend(ReservationId reservation, Collection<MerchantId> merchants, Duration ttl) {
        var left = Duration.ofMillis(Long.MAX_VALUE);
        var isGone = false;
        for (var merchant : merchants) {
            switch (holds.extend(merchant, reservation, ttl)) {
                case ExtendAnswer.Extended extended ->
                    left = extended.left().compareTo(left) < 0 ? extended.left() : left;
                case ExtendAnswer.Gone _ -> isGone = true;
                case ExtendAnswer.Unreachable _ -> {
                    return new ExtendOutcome.TryAgain(RETRY_AFTER);
                }
            }
        }
        return isGone
                ? new ExtendOutcome.Gone()
                : new ExtendOutcome.Extended(clock.instant().plus(left));
    }

    /**
     * Gives a hold back at once; one that is gone already is left alone.
     *
     * @param merchants those of the lines held: holds are kept by merchant
     */
    public void release(ReservationId reservation, Collection<MerchantId> merchants) {
        merchants.forEach(merchant -> holds.giveBack(merchant, reservation));
    }

    /**
     * Promises the pieces to an order, in the caller's transaction. PostgreSQL alone decides: also when the hold expired or
     * Redis lost it. The hold is dropped after the transaction committed.
     *
     * @param buyer who held them
     */
    @Transactional
    public CommitOutcome commit(ReservationId reservation, UUID orderId, String buyer, List<Allocation> allocations) {
        return switch (purchases.judge(buyer, allocations)) {
            case FlashPurchases.Judgement.AboveLimit _ -> new CommitOutcome.AboveSaleLimit();
            case FlashPurchases.Judgement.Allowed allowed -> {
                var outcome = writer.commit(reservation, orderId, allowed.allocations());
                if (outcome instanceof CommitOutcome.Committed) {
                    purchases.book(orderId, allowed.purchases());
                }
                yield outcome;
            }
        };
    }

    /** The order was paid: its pieces leave the shelf. Idempotent, in the caller's transaction. */
    @Transactional
    public void markSold(UUID orderId) {
        writer.sell(orderId);
    }

    /** The order was paid and is given up before anything was sent: its pieces are free stock again. Idempotent, as above. */
    @Transactional
    public void returnSold(UUID orderId) {
        writer.takeBack(orderId);
        purchases.returned(orderId);
    }

    /** The order will not be paid: its pieces can be bought again. Idempotent, in the caller's transaction. */
    @Transactional
    public void returnCommitted(UUID orderId) {
        if (writer.giveBack(orderId)) {
            purchases.returned(orderId);
        }
    }
}
