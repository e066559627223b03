package market.graphql.rate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import market.graphql.Refusal;

/**
 * One caller's points in this copy of the engine: a share of the bucket in Redis. While Redis is away the copy counts by
 * itself.
 */
final class Bucket {

    /** What a trip to Redis brought. */
    record Taken(long granted, long left) {}

    /** Where the points come from; empty when it is away. */
    interface Source {
        Optional<Taken> take(long need, long giveBack);
    }

    private static final long SHARE_NANOS = Duration.ofSeconds(1).toNanos();

    private final RateLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private long share;
    private long left;
    private long leftAt;
    private long own;
    private long ownAt;

    Bucket(RateLimit limit, long nanoTime) {
        this.limit = limit;
        this.left = limit.max();
        this.leftAt = nanoTime;
        this.own = limit.max();
        this.ownAt = nanoTime;
    }

    /** Takes the points or refuses. */
    void take(long requested, long nanoTime, Source source) {
        var need = Math.min(requested, limit.max());
        lock.lock();
        try {
            var isStale = nanoTime - leftAt > SHARE_NANOS;
            if (!isStale && share >= need) {
                share -= need;
                return;
            }
            var giveBack = isStale ? share : 0;
            var taken = source.take(need - (isStale ? 0 : share), giveBack);
            if (taken.isEmpty()) {
                takeOwn(need, requested, nanoTime);
                return;
            }
            share = share - giveBack + taken.get().granted();
            left = taken.get().left();
            leftAt = nanoTime;
            if (share < need) {
                throw refusal(requested, need - share - left, nanoTime);
            }
            share -= need;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(long points) {
        lock.lock();
        try {
            share = Math.min(limit.max(), share + points);
        } finally {
            lock.unlock();
        }
    }

    Throttle throttle(long nanoTime) {
        lock.lock();
        try {
            var available = left + share + restored(nanoTime - leftAt);
            return new Throttle(limit.max(), Math.min(limit.max(), available), limit.restoreRate());
        } finally {
            lock.unlock();
        }
    }

    private void takeOwn(long need, long requested, long nanoTime) {
        var restored = restored(nanoTime - ownAt);
        if (restored > 0) {
            own = Math.min(limit.max(), own + restored);
            ownAt = nanoTime;
        }
        left = own;
        leftAt = nanoTime;
        share = 0;
        if (own < need) {
            throw refusal(requested, need - left, nanoTime);
        }
        own -= need;
    }

    private long restored(long nanos) {
        return nanos / 1_000_000 * limit.restoreRate() / 1_000;
    }

    private Refusal refusal(long requested, long missing, long nanoTime) {
        var wait = Math.ceilDiv(Math.max(1, missing), limit.restoreRate());
        return Refusal.throttled(Duration.ofSeconds(wait), CostBlock.of(requested, 0, throttle(nanoTime)));
    }
}
