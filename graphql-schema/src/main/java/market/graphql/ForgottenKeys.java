package market.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * When what stands behind a surrogate key last changed, as this copy of the engine heard it. A stored answer is compared
 * with it, so an answer that was being made during the change is found out too.
 */
@Singleton
public class ForgottenKeys {

    /** The key of answers that list goods: any product may come into them or leave them. */
    public static final String LISTINGS = "listings";

    // Longer than any stored answer lives.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int KEYS_MAX = 200_000;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong allForgottenAt = new AtomicLong(System.nanoTime());
    private final Cache<String, Long> forgottenAt = Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(REMEMBERED)
            .evictionListener((@Nullable String _, @Nullable Long _, RemovalCause cause) -> {
                if (cause == RemovalCause.SIZE) {
                    forgetAll();
                }
            })
            .build();

    /** Answers made of this are old. */
    public void forget(String key) {
        forgottenAt.put(key, System.nanoTime());
        count.incrementAndGet();
    }

    /** How often anything was forgotten: while it stands still, nothing needs looking up. */
    public long count() {
        return count.get();
    }

    /** Whether any of the keys was forgotten after a moment of {@link System#nanoTime}. */
    public boolean isAnyForgottenSince(Collection<String> keys, long nanoTime) {
        if (allForgottenAt.get() - nanoTime > 0) {
            return true;
        }
        for (var key : keys) {
            var at = forgottenAt.getIfPresent(key);
            if (at != null && at - nanoTime >= 0) {
                return true;
            }
        }
        return false;
    }

    private void forgetAll() {
        allForgottenAt.set(System.nanoTime());
        count.incrementAndGet();
    }
}
