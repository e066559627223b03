package market.catalog;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of prices that changed by the clock, for search and stored answers; prices themselves need nobody for it. Every copy
 * of the engine does it: whoever takes a moment tells of it, in one transaction.
 */
@Singleton
class TendPriceLists {

    private static final Logger LOG = LoggerFactory.getLogger(TendPriceLists.class);

    private final Round round;

    TendPriceLists(Round round) {
        this.round = round;
    }

    @Scheduled(fixedDelay = "${market.catalog.prices-interval:1s}", initialDelay = "1s")
    void tend() {
        try {
            while (round.turn()) {
                LOG.debug("More prices have changed than one round can tell of");
            }
        } catch (RuntimeException e) {
            LOG.warn("Prices that changed could not be told of; trying again at the next round: {}", e.getMessage());
        }
    }

    @Singleton
    static class Round {

        private static final int MOMENTS_MAX = 500;

        private final PriceListWriter lists;
        private final ProductWriter products;
        private final Clock clock;

        Round(PriceListWriter lists, ProductWriter products, Clock clock) {
            this.lists = lists;
            this.products = products;
            this.clock = clock;
        }

        /** Whether there was something to tell of. */
        @Transactional
        public boolean turn() {
            var now = clock.instant();
            var changed = lists.takeDue(now, MOMENTS_MAX);
            products.touchPrices(changed, now);
            return !changed.isEmpty();
        }
    }
}
