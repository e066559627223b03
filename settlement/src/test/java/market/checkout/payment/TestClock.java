package market.checkout.payment;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import market.local.testing.MovableClock;

/** Gives the engine a clock that tests can move. */
@Factory
final class TestClock {

    @Singleton
    @Replaces(Clock.class)
    MovableClock clock() {
        return new MovableClock();
    }
}
