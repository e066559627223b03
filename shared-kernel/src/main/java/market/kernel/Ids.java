package market.kernel;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The one generator of ids. */
@Singleton
public class Ids {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private final Clock clock;
    /** Milliseconds and, below them, a counter. */
    private final AtomicLong ticks = new AtomicLong();

    private final SecureRandom random = new SecureRandom();

    Ids(Clock clock) {
        this.clock = clock;
    }

    /**
     * A UUIDv7: time-ordered, so that rows made together lie together in an index. Those of one copy of the engine are in
     * the order in which they were made, also within a millisecond and after the clock was set back: lists by id rely on it.
     */
    public UUID next() {
        var now = clock.millis() << COUNTER_BITS;
        var tick = ticks.updateAndGet(last -> Math.max(last + 1, now));
        var high = ((tick >>> COUNTER_BITS) << 16) | 0x7000L | (tick & COUNTER_MASK);
        return new UUID(high, variant(random.nextLong()));
    }

    /** A random UUID for ids that are capabilities (carts, checkouts): nobody can guess a neighbour. */
    public UUID secret() {
        var high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        return new UUID(high, variant(random.nextLong()));
    }

    private static long variant(long bits) {
        return (bits & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    }
}
