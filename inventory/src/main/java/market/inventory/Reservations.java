package market.inventory;

import io.micronaut.context.annotation.Value;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.inventory.redis.HoldAnswer;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;

/** Promises of stock: held, then committed, released or expired. */
@Singleton
public class Reservations {

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final RedisHolds holds;
    private final StockMirror mirror;
    private final StockRepository repository;
    private final StockWriter writer;
    private final LadderMemory ladders;
    private final Routing routing;
    private final Clock clock;
    private final int holdsPerBuyerMax;

    Reservations(
            RedisHolds holds,
            StockMirror mirror,
            StockRepository repository,
            StockWriter writer,
            LadderMemory ladders,
            Routing routing,
            Clock clock,
            @Value("${market.inventory.holds-per-buyer-max:20}") int holdsPerBuyerMax) {
        this.holds = holds;
        this.mirror = mirror;
        this.repository = repository;
        this.writer = writer;
        this.ladders = ladders;
        this.routing = routing;
        this.clock = clock;
        this.holdsPerBuyerMax = holdsPerBuyerMax;
    }

    /**
     * Takes all lines or none; idempotent by the id of the reservation. Never call it inside a transaction: it waits for
     * Redis.
     */
    public HoldOutcome hold(HoldStock command) {
        var plans = plans(command);
        var held = new LinkedHashMap<MerchantId, List<Allocation>>();
        var expiresAt = Long.MAX_VALUE;
        for (var plan : plans.entrySet()) {
            var answer = ask(holds::hold, plan.getKey(), request(command), plan.getValue());
            if (answer instanceof HoldAnswer.Held done) {
                var allocations = plan.getValue().allocations(done.parts());
                if (allocations.isPresent()) {
                    held.put(plan.getKey(), allocations.get());
                    expiresAt = Math.min(expiresAt, done.expiresAtMillis());
                    continue;
                }
                giveBack(command.id(), List.of(plan.getKey()));
            }
            // All or none: what other merchants gave goes back. If that fails too, it comes back when it expires.
            giveBack(command.id(), held.keySet());
            return refusal(answer, plan.getValue());
        }
        return held(held, expiresAt);
    }

    /**
     * Holds the same goods for another destination, for the time that is left. What cannot be had there refuses it; then
     * everything of that merchant stays held where it was.
     */
    public HoldOutcome reroute(HoldStock command) {
        var plans = plans(command);
        var held = new LinkedHashMap<MerchantId, List<Allocation>>();
        var expiresAt = Long.MAX_VALUE;
        for (var plan : plans.entrySet()) {
            var answer = ask(holds::reroute, plan.getKey(), request(command), plan.getValue());
            var allocations = answer instanceof HoldAnswer.Held done
                    ? plan.getValue().allocations(done.parts())
                    : Optional.<List<Allocation>>empty();
            if (allocations.isEmpty()) {
                return refusal(answer, plan.getValue());
            }
            held.put(plan.getKey(), allocations.get());
            expiresAt =
                    answer instanceof HoldAnswer.Held done ? Math.min(expiresAt, done.expiresAtMillis()) : expiresAt;
        }
        return held(held, expiresAt);
    }

    private Map<MerchantId, HoldPlan> plans(HoldStock command) {
        var steps = ladders.recall(
                command.lines().stream().map(HoldStock.Line::variant).distinct().toList());
        return HoldPlan.of(command, steps, routing);
    }

    private RedisHolds.Request request(HoldStock command) {
        var now = clock.millis();
        return new RedisHolds.Request(
                command.id().value(),
                command.buyer(),
                holdsPerBuyerMax,
                now,
                now + command.ttl().toMillis());
    }

    private static HoldOutcome held(Map<MerchantId, List<Allocation>> held, long expiresAt) {
        return new HoldOutcome.Held(
                Instant.ofEpochMilli(expiresAt),
                held.values().stream().flatMap(List::stream).toList());
    }

    /** A script of holds. */
    private interface Script {
        HoldAnswer run(MerchantId merchant, RedisHolds.Request request, List<RedisHolds.Piece> pieces);
    }

    private HoldAnswer ask(Script script, MerchantId merchant, RedisHolds.Request request, HoldPlan plan) {
        var pieces = plan.pieces();
        var answer = script.run(merchant, request, pieces);
        var mustSeed = switch (answer) {
            case HoldAnswer.Unseeded _ -> true;
            case HoldAnswer.Lacking lacking -> countersAreMissing(lacking);
            case HoldAnswer.Held _, HoldAnswer.Capped _, HoldAnswer.Unreachable _ -> false;
        };
        return mustSeed && mirror.seed(merchant) ? script.run(merchant, request, pieces) : answer;
    }

    /** Has Redis lost single counters, which PostgreSQL still has rows of? */
    private boolean countersAreMissing(HoldAnswer.Lacking lacking) {
        var unknown = lacking.lacks().stream()
                .filter(lack -> lack.available() < 0)
                .map(HoldAnswer.Lack::variant)
                .toList();
        return !unknown.isEmpty() && !repository.findByVariants(unknown).isEmpty();
    }

    private HoldOutcome refusal(HoldAnswer answer, HoldPlan plan) {
        return switch (answer) {
            case HoldAnswer.Lacking lacking ->
                new HoldOutcome.NotEnough(plan.lacking(lacking.lacks().stream()
                        .collect(Collectors.toMap(HoldAnswer.Lack::variant, HoldAnswer.Lack::available))));
            case HoldAnswer.Capped _ -> new HoldOutcome.TooManyHolds(holdsPerBuyerMax);
            case HoldAnswer.Held _ -> new HoldOutcome.NotEnough(plan.lackingAll());
            case HoldAnswer.Unseeded _, HoldAnswer.Unreachable _ -> new HoldOutcome.TryAgain(RETRY_AFTER);
        };
    }

    /**
     * Gives a hold back at once; one that is gone already is left alone.
     *
     * @param merchants those of the lines held: holds are kept by merchant
     */
    public void release(ReservationId reservation, Collection<MerchantId> merchants) {
        giveBack(reservation, merchants);
    }

    private void giveBack(ReservationId reservation, Collection<MerchantId> merchants) {
        merchants.forEach(merchant -> holds.release(merchant, reservation.value()));
    }

    /**
     * Promises the pieces to an order, in the caller's transaction. PostgreSQL alone decides: also when the hold expired or
     * Redis lost it. The hold is dropped after the transaction committed.
     */
    @Transactional
    public CommitOutcome commit(ReservationId reservation, UUID orderId, List<Allocation> allocations) {
        return writer.commit(reservation, orderId, allocations);
    }

    /** The order was paid: its pieces leave the shelf. Idempotent, in the caller's transaction. */
    @Transactional
    public void markSold(UUID orderId) {
        writer.sell(orderId);
    }

    /** The order will not be paid: its pieces can be bought again. Idempotent, in the caller's transaction. */
    @Transactional
    public void returnCommitted(UUID orderId) {
        writer.giveBack(orderId);
    }
}
