package market.checkout.payment;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a provider that does not answer rest, so that buyers are told at once instead of after a timeout each. */
final class Breaker {

    // Single losses are normal; so many in a row are not.
    private static final int FAILURES_MAX = 8;
    private static final Duration REST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private int failures;
    private long restUntil;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** After the rest one call is let through to try, and another each time it failed and the next rest is over. */
    synchronized void enter() throws IOException {
        if (failures < FAILURES_MAX) {
            return;
        }
        var now = nanoTime.getAsLong();
        if (now - restUntil < 0) {
            throw new IOException("Not called: it did not answer lately");
        }
        restUntil = now + REST.toNanos();
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        restUntil = nanoTime.getAsLong() + REST.toNanos();
    }
}
