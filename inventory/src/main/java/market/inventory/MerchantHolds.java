package market.inventory;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import market.inventory.redis.ExtendAnswer;
import market.inventory.redis.HoldAnswer;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;

/** Takes, extends and gives back holds at one merchant, whose counters are built first where they are not to be believed. */
@Singleton
class MerchantHolds {

    private final RedisHolds holds;
    private final StockMirror mirror;
    private final StockRepository repository;
    private final FlashPoolRepository pools;
    private final RedisIncarnation incarnation;
    private final HoldLimits limits;

    MerchantHolds(
            RedisHolds holds,
            StockMirror mirror,
            StockRepository repository,
            FlashPoolRepository pools,
            RedisIncarnation incarnation,
            HoldLimits limits) {
        this.holds = holds;
        this.mirror = mirror;
        this.repository = repository;
        this.pools = pools;
        this.incarnation = incarnation;
        this.limits = limits;
    }

    HoldAnswer take(MerchantId merchant, HoldStock command, List<RedisHolds.Piece> pieces) {
        return ask(merchant, () -> holds.hold(merchant, request(command), pieces));
    }

    HoldAnswer reroute(MerchantId merchant, HoldStock command, List<RedisHolds.Piece> pieces) {
        return ask(merchant, () -> holds.reroute(merchant, request(command), pieces));
    }

    private HoldAnswer ask(MerchantId merchant, Supplier<HoldAnswer> script) {
        var answer = script.get();
        if (answer instanceof HoldAnswer.Unseeded unseeded && unseeded.areOfAnother()) {
            // Another copy may have seen sooner than this one that Redis is another, and built the counters already.
            incarnation.beat();
            answer = script.get();
        }
        var mustSeed = switch (answer) {
            case HoldAnswer.Unseeded _ -> true;
            case HoldAnswer.Lacking lacking -> countersAreMissing(lacking);
            case HoldAnswer.Held _, HoldAnswer.Capped _, HoldAnswer.Reused _, HoldAnswer.Unreachable _ -> false;
        };
        return mustSeed && mirror.seed(merchant) ? script.get() : answer;
    }

    private RedisHolds.Request request(HoldStock command) {
        return new RedisHolds.Request(
                command.id().value(),
                command.buyer(),
                limits.shortened(command.ttl()),
                limits.caps,
                incarnation.token());
    }

    /** Has Redis lost single counters, which PostgreSQL still has rows of? */
    private boolean countersAreMissing(HoldAnswer.Lacking lacking) {
        var unknown = lacking.lacks().stream()
                .filter(lack -> lack.available() < 0)
                .map(HoldAnswer.Lack::variant)
                .toList();
        return !unknown.isEmpty()
                && !(repository.findByVariants(unknown).isEmpty()
                        && pools.findBySales(unknown).isEmpty());
    }

    ExtendAnswer extend(MerchantId merchant, ReservationId reservation, Duration ttl) {
        return holds.extend(merchant, reservation.value(), limits.shortened(ttl), limits.life);
    }

    void giveBack(MerchantId merchant, ReservationId reservation) {
        holds.release(merchant, reservation.value());
    }

    long max(HoldAnswer.Cap cap) {
        return switch (cap) {
            case HOLDS -> limits.caps.holds();
            case PIECES -> limits.caps.pieces();
            case PIECES_OF_VARIANT, PIECES_OF_SALE -> limits.caps.piecesOfVariant();
        };
    }
}
