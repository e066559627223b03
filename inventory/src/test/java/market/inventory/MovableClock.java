package market.inventory;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that tests move on, so that nobody waits for an expiry. */
@Singleton
@Replaces(Clock.class)
class MovableClock extends Clock {

    private final AtomicLong ahead = new AtomicLong();
    private final Clock real = Clock.systemUTC();

    long aheadMillis() {
        return ahead.get();
    }

    void moveOn(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return real.instant().plusMillis(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
