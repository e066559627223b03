package market.search.elasticsearch;

import java.time.Clock;
import java.time.Duration;

/** Lets calls through until the server fails twice running or cannot be connected to; then only a knock now and then. */
final class Breaker {

    private static final int FAILURES_MAX = 2;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Clock clock;
    private int failures;
    private boolean isOpen;
    private long knockAfter;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isOpen() {
        return isOpen;
    }

    /** One caller in each pause may knock; what comes of it must be reported. */
    synchronized boolean mayKnock() {
        if (clock.millis() < knockAfter) {
            return false;
        }
        knockAfter = clock.millis() + PAUSE.toMillis();
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        isOpen = false;
    }

    synchronized void failed(boolean isCertain) {
        failures++;
        if (isCertain || failures >= FAILURES_MAX) {
            isOpen = true;
            knockAfter = clock.millis() + PAUSE.toMillis();
        }
    }
}
