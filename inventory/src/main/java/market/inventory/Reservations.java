package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private final Clock clock;

    Reservations(MerchantHolds holds, StockWriter writer, Clock clock) {
        this.holds = holds;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Takes all lines or none; a repeated call with the same reservation finds the hold that is there. Never call it inside a
     * transaction: it waits for Redis.
     */
    public HoldOutcome hold(HoldStock command) {
        var held = new LinkedHashMap<MerchantId, HoldAnswer.Held>();
        for (var merchant : piecesByMerchant(command).entrySet()) {
            var answer = holds.take(merchant.getKey(), command, merchant.getValue());
            if (answer instanceof HoldAnswer.Held done) {
                held.put(merchant.getKey(), done);
            } else {
                if (!(answer instanceof HoldAnswer.Reused)) {
                    // All or none: what other merchants gave goes back. If that fails too, it comes back when it
                    // expires.
                    release(command.id(), held.keySet());
                }
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

    private HoldOutcome refusal(HoldAnswer answer, Map<UUID, Long> pieces) {
        return switch (answer) {
            case HoldAnswer.Lacking lacking ->
                new HoldOutcome.NotEnough(lacking.lacks().stream()
                        .map(lack -> new ShortLine(
                                new VariantId(lack.variant()),
                                pieces.getOrDefault(lack.variant(), 0L),
                                Math.max(0, lack.available())))
                        .toList());
            case HoldAnswer.Capped capped ->
                new HoldOutcome.TooManyHolds(
                        HoldOutcome.Cap.valueOf(capped.cap().name()), holds.max(capped.cap()));
            case HoldAnswer.Reused _ -> new HoldOutcome.KeyReused();
            case HoldAnswer.Unseeded _, HoldAnswer.Unreachable _, HoldAnswer.Held _ ->
                new HoldOutcome.TryAgain(RETRY_AFTER);
        };
    }

    private HoldOutcome outcome(Collection<HoldAnswer.Held> held) {
        var left = held.stream().mapToLong(HoldAnswer.Held::leftMillis).min().orElse(0);
        var allocations = held.stream()
                .flatMap(each -> each.parts().stream())
                .map(part ->
                        new Allocation(new VariantId(part.variant()), new LocationId(part.location()), part.quantity()))
                .toList();
        return new HoldOutcome.Held(clock.instant().plusMillis(left), allocations);
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
