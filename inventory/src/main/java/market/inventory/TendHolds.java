package market.inventory;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
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
    // Bounds the time of one script to a fraction of a millisecond: buyers come between one page and the next.
    private static final int HOLDS_PER_PAGE = 50;
    // Bounds a round; what is left over is due at the next.
    private static final int PAGES_MAX = 2_000;

    private final LocationRepository locations;
    private final RedisHolds holds;
    private final StockMirror mirror;
    private final RedisIncarnation incarnation;
    private final HoldLimits limits;

    TendHolds(
            LocationRepository locations,
            RedisHolds holds,
            StockMirror mirror,
            RedisIncarnation incarnation,
            HoldLimits limits) {
        this.locations = locations;
        this.holds = holds;
        this.mirror = mirror;
        this.incarnation = incarnation;
        this.limits = limits;
    }

    /** Sees within a second that Redis is another, and closes the merchants whose counters missed something. */
    @Scheduled(
            fixedDelay = "${market.inventory.heartbeat-interval:1s}",
            initialDelay = "${market.inventory.heartbeat-interval:1s}")
    void beat() {
        try {
            incarnation.beat();
            mirror.retryDoubts();
        } catch (RuntimeException e) {
            LOG.debug("PostgreSQL did not say which Redis is valid: {}", e.getMessage());
        }
    }

    @Scheduled(
            fixedDelay = "${market.inventory.sweep-interval:15s}",
            initialDelay = "${market.inventory.sweep-interval:15s}")
    void sweep() {
        forEachMerchant(this::sweep);
    }

    private void sweep(MerchantId merchant) {
        var page = 1;
        while (holds.sweep(merchant, HOLDS_PER_PAGE, limits.life) && page < PAGES_MAX) {
            page++;
        }
    }

    @Scheduled(
            fixedDelay = "${market.inventory.reconcile-interval:1m}",
            initialDelay = "${market.inventory.reconcile-interval:1m}")
    void reconcile() {
        forEachMerchant(mirror::reconcile);
    }

    private void forEachMerchant(Consumer<MerchantId> deed) {
        try {
            var after = new UUID(0, 0);
            List<UUID> page;
            do {
                page = locations.merchants(after, MERCHANTS_PER_PAGE);
                page.forEach(merchant -> attempt(deed, new MerchantId(merchant)));
                after = page.isEmpty() ? after : page.getLast();
            } while (page.size() == MERCHANTS_PER_PAGE);
        } catch (RuntimeException e) {
            LOG.warn("Holds could not be tended; trying again at the next round: {}", e.getMessage());
        }
    }

    /** One merchant whose keys are broken, or whose node is away, keeps nobody from the others. */
    private static void attempt(Consumer<MerchantId> deed, MerchantId merchant) {
        try {
            deed.accept(merchant);
        } catch (RuntimeException e) {
            LOG.warn("Holds of merchant {} could not be tended: {}", merchant.value(), e.getMessage());
        }
    }
}
