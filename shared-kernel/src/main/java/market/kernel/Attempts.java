package market.kernel;

import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Counts what somebody may try only so often, over all copies of the engine. An attempt is counted before it is made, so that
 * attempts at the same moment cannot slip through together; subjects are kept as hashes.
 */
@Singleton
public class Attempts {

    private static final RedisScript COUNT = RedisScript.load(Attempts.class, "count-attempt.lua");
    private static final RedisScript GIVE_BACK = RedisScript.load(Attempts.class, "give-back-attempt.lua");

    private final Redis redis;

    Attempts(Redis redis) {
        this.redis = redis;
    }

    /** Counts one attempt; zero when it is within the limit, else how long until the window ends. */
    public Duration count(String limit, String subject, int max, Duration window) {
        if (max < 1) {
            throw new IllegalArgumentException("A limit of attempts is at least 1: " + limit);
        }
        var reply = redis.run(
                COUNT, new String[] {key(limit, subject)}, Integer.toString(max), Long.toString(window.toMillis()));
        return (Long) reply.getFirst() == 1 ? Duration.ZERO : Duration.ofMillis(Math.max(1, (Long) reply.get(1)));
    }

    /** One attempt does not count after all. */
    public void giveBack(String limit, String subject) {
        redis.run(GIVE_BACK, new String[] {key(limit, subject)});
    }

    /** No attempt counts any more. */
    public void forget(String limit, String subject) {
        redis.commands().del(key(limit, subject));
    }

    private String key(String limit, String subject) {
        return redis.key("attempts:" + limit + ":" + Digests.sha256Hex(subject));
    }
}
