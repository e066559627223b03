package market.inventory;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives expired holds back where nobody asks for stock, and compares all counters with PostgreSQL now and then: an engine
 * that died between a commit and its message to Redis left a counter behind.
 */
@Singleton
class TendHolds {

    private static final Logger LOG = LoggerFactory.getLogger(TendHolds.class);
    private static final int MERCHANTS_PER_PAGE = 500;
    // Bounds the time of one script; what is left over is due at the next round.
    private static final int SWEEP_MAX = 500;

    private final LocationRepository locations;
    private final RedisHolds holds;
    private final StockMirror mirror;
    private final Clock clock;

    TendHolds(LocationRepository locations, RedisHolds holds, StockMirror mirror, Clock clock) {
        this.locations = locations;
        this.holds = holds;
        this.mirror = mirror;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.inventory.sweep-interval:15s}",
            initialDelay = "${market.inventory.sweep-interval:15s}")
    void sweep() {
        mirror.retryDoubts();
        forEachMerchant(merchant -> holds.sweep(merchant, clock.millis(), SWEEP_MAX));
    }

    @Scheduled(
            fixedDelay = "${market.inventory.reconcile-interval:10m}",
            initialDelay = "${market.inventory.reconcile-interval:10m}")
    void reconcile() {
        forEachMerchant(mirror::seed);
    }

    private void forEachMerchant(Consumer<MerchantId> deed) {
        try {
            var after = new UUID(0, 0);
            List<UUID> page;
            do {
                page = locations.merchants(after, MERCHANTS_PER_PAGE);
                page.forEach(merchant -> deed.accept(new MerchantId(merchant)));
                after = page.isEmpty() ? after : page.getLast();
            } while (page.size() == MERCHANTS_PER_PAGE);
        } catch (RuntimeException e) {
            LOG.warn("Holds could not be tended; trying again at the next round: {}", e.getMessage());
        }
    }
}
