package market.inventory;

import io.micronaut.context.annotation.Value;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.VariantId;
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
    private final Clock clock;
    private final int holdsPerBuyerMax;

    Reservations(
            RedisHolds holds,
            StockMirror mirror,
            StockRepository repository,
            StockWriter writer,
            Clock clock,
            @Value("${market.inventory.holds-per-buyer-max:20}") int holdsPerBuyerMax) {
        this.holds = holds;
        this.mirror = mirror;
        this.repository = repository;
        this.writer = writer;
        this.clock = clock;
        this.holdsPerBuyerMax = holdsPerBuyerMax;
    }

    /**
     * Takes all lines or none; idempotent by the id of the reservation. Never call it inside a transaction: it waits for
     * Redis.
     */
    public HoldOutcome hold(HoldStock command) {
        var now = clock.millis();
        var request = new RedisHolds.Request(
                command.id().value(),
                command.buyer(),
                holdsPerBuyerMax,
                now,
                now + command.ttl().toMillis());
        var held = new LinkedHashMap<MerchantId, HoldAnswer.Held>();
        for (var merchant : piecesByMerchant(command).entrySet()) {
            var answer = holdAt(merchant.getKey(), request, merchant.getValue());
            if (answer instanceof HoldAnswer.Held done) {
                held.put(merchant.getKey(), done);
            } else {
                // All or none: what other merchants gave goes back. If that fails too, it comes back when it expires.
                giveBack(command.id(), held.keySet());
                return refusal(answer, merchant.getValue());
            }
        }
        return outcome(held.values());
    }

    private static Map<MerchantId, Map<UUID, Long>> piecesByMerchant(HoldStock command) {
        var byMerchant = new LinkedHashMap<MerchantId, Map<UUID, Long>>();
        for (var line : command.lines()) {
            byMerchant
                    .computeIfAbsent(line.merchant(), _ -> new LinkedHashMap<>())
                    .merge(line.variant().value(), line.quantity(), Math::addExact);
        }
        return byMerchant;
    }

    private HoldAnswer holdAt(MerchantId merchant, RedisHolds.Request request, Map<UUID, Long> pieces) {
        var answer = holds.hold(merchant, request, pieces);
        var mustSeed = switch (answer) {
            case HoldAnswer.Unseeded _ -> true;
            case HoldAnswer.Lacking lacking -> countersAreMissing(lacking);
            case HoldAnswer.Held _, HoldAnswer.Capped _, HoldAnswer.Unreachable _ -> false;
        };
        return mustSeed && mirror.seed(merchant) ? holds.hold(merchant, request, pieces) : answer;
    }

    /** Has Redis lost single counters, which PostgreSQL still has rows of? */
    private boolean countersAreMissing(HoldAnswer.Lacking lacking) {
        var unknown = lacking.lacks().stream()
                .filter(lack -> lack.available() < 0)
                .map(HoldAnswer.Lack::variant)
                .toList();
        return !unknown.isEmpty() && !repository.findByVariants(unknown).isEmpty();
    }

    private HoldOutcome refusal(HoldAnswer answer, Map<UUID, Long> pieces) {
        return switch (answer) {
            case HoldAnswer.Lacking lacking ->
                new HoldOutcome.NotEnough(lacking.lacks().stream()
                        .map(lack -> new ShortLine(
                                new VariantId(lack.variant()),
                                pieces.getOrDefault(lack.variant(), 0L),
                                Math.max(0, lack.available())))
                        .toList());
            case HoldAnswer.Capped _ -> new HoldOutcome.TooManyHolds(holdsPerBuyerMax);
            case HoldAnswer.Unseeded _, HoldAnswer.Unreachable _, HoldAnswer.Held _ ->
                new HoldOutcome.TryAgain(RETRY_AFTER);
        };
    }

    private static HoldOutcome outcome(Collection<HoldAnswer.Held> held) {
        var expiresAt = Long.MAX_VALUE;
        var allocations = new ArrayList<Allocation>();
        for (var each : held) {
            expiresAt = Math.min(expiresAt, each.expiresAtMillis());
            for (var part : each.parts()) {
                allocations.add(new Allocation(
                        new VariantId(part.variant()), new LocationId(part.location()), part.quantity()));
            }
        }
        return new HoldOutcome.Held(Instant.ofEpochMilli(expiresAt), allocations);
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
