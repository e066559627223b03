package market.catalog;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts products on sale and takes them off at their moments. Every copy of the engine does it: whoever has a product's lock
 * takes its change, in one transaction with all that comes of it. What came due while no copy ran is done at the next start.
 */
@Singleton
class TendScheduledStatuses {

    private static final Logger LOG = LoggerFactory.getLogger(TendScheduledStatuses.class);
    private static final int PRODUCTS_MAX = 200;

    private final ScheduledStatuses schedule;

    TendScheduledStatuses(ScheduledStatuses schedule) {
        this.schedule = schedule;
    }

    @Scheduled(
            fixedDelay = "${market.catalog.statuses-interval:1s}",
            initialDelay = "${market.catalog.statuses-interval:1s}")
    void tend() {
        try {
            var due = schedule.due(PRODUCTS_MAX);
            due.forEach(this::carryOut);
        } catch (RuntimeException e) {
            LOG.warn("Scheduled changes could not be looked for; trying again at the next round: {}", e.getMessage());
        }
    }

    /** One product that fails does not keep the others waiting; its later changes wait for the earlier one. */
    private void carryOut(ProductId product) {
        try {
            while (schedule.carryOut(product)) {
                LOG.atInfo().addKeyValue("product", product.value()).log("scheduled status set");
            }
        } catch (RuntimeException e) {
            LOG.warn("A scheduled change of {} failed; trying again at the next round", product.value(), e);
        }
    }
}
