package market.inventory;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import market.inventory.redis.HoldClock;

/** Redis's clock as tests move it: with the engine's, and by itself. */
@Singleton
@Replaces(HoldClock.class)
class MovableHoldClock extends HoldClock {

    private final MovableClock engine;
    private final AtomicLong ahead = new AtomicLong();

    MovableHoldClock(MovableClock engine) {
        this.engine = engine;
    }

    void set(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    @Override
    public String aheadMillis() {
        return Long.toString(engine.aheadMillis() + ahead.get());
    }
}
