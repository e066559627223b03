package market.inventory.redis;

import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.util.Optional;
import market.kernel.Redis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at which servers there are, and leaves a count by which older data can be told from newer. */
@Singleton
public class RedisPulse {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPulse.class);

    /**
     * What was seen of Redis.
     *
     * @param runIds of all servers that take writes
     * @param count higher than at any look before, of any copy of the engine, unless data was lost
     */
    public record Look(String runIds, long count) {}

    private final Redis redis;

    RedisPulse(Redis redis) {
        this.redis = redis;
    }

    /** Empty when Redis does not answer. */
    public Optional<Look> look() {
        try {
            return Optional.of(
                    new Look(String.join(" ", redis.runIds()), redis.commands().incr(redis.key("stock:pulse"))));
        } catch (RedisException e) {
            LOG.debug("Redis did not show which servers it has: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
