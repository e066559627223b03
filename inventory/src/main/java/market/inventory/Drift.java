package market.inventory;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import market.inventory.redis.RedisHolds.Rebuilt;
import market.kernel.MerchantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators where Redis and PostgreSQL had parted. */
@Singleton
class Drift {

    private static final Logger LOG = LoggerFactory.getLogger(Drift.class);

    private final MeterRegistry meters;

    Drift(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Merchants without drift have no meter, so that there are few of them. */
    void tell(MerchantId merchant, Rebuilt found) {
        var id = merchant.value().toString();
        if (found.drift() > 0) {
            meters.counter("market.inventory.drift", "merchant", id).increment((double) found.drift());
            LOG.warn("Counters of merchant {} were off by {} pieces and are set right", id, found.drift());
        }
        if (found.behind() > 0) {
            meters.counter("market.inventory.levels.late", "merchant", id).increment((double) found.behind());
            LOG.info("{} levels of merchant {} had not arrived in Redis", found.behind(), id);
        }
    }
}
