package market.checkout.payment;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that goes on by itself and jumps when a test says so. */
@Singleton
@Replaces(Clock.class)
final class MovableClock extends Clock {

    private static volatile Duration ahead = Duration.ZERO;

    /** For all clocks of the test, the gateway's too. */
    void pass(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
    }
}
