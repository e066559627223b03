package market.graphql.rate;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import market.graphql.Refusal;
import market.graphql.RequestContext;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Redis;
import market.kernel.RedisScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many subscriptions a caller has at once, over all copies of the engine. */
@Singleton
public class LivePlaces {

    private static final Logger LOG = LoggerFactory.getLogger(LivePlaces.class);
    private static final RedisScript TAKE = RedisScript.load(LivePlaces.class, "take-place.lua");
    private static final int SHOPPER_MAX = 5;
    // Many households may share one address.
    private static final int ADDRESS_MAX = 50;
    // A place whose copy of the engine died is free again after this; a living one is renewed more often.
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    private final Redis redis;

    LivePlaces(Redis redis) {
        this.redis = redis;
    }

    /** One subscription's place, until it is closed. */
    public final class Place implements AutoCloseable {

        private final String key;
        private final int max;
        private final String id = UUID.randomUUID().toString();

        private Place(String key, int max) {
            this.key = key;
            this.max = max;
        }

        /** Says that the subscription still lives; whether it has its place. Without Redis nobody is counted. */
        public boolean renew() {
            try {
                return hold(HELD_FOR);
            } catch (RuntimeException e) {
                LOG.warn("Subscriptions are not counted: {}", e.toString());
                return true;
            }
        }

        @Override
        public void close() {
            try {
                hold(Duration.ZERO);
            } catch (RuntimeException e) {
                LOG.warn("A place was not given back; it ends by itself: {}", e.toString());
            }
        }

        private boolean hold(Duration time) {
            var answer = redis.run(TAKE, new String[] {key}, id, Integer.toString(max), Long.toString(time.toMillis()));
            return (Long) answer.getFirst() == 1;
        }
    }

    /** Refuses a caller who has too many already. */
    public Place take(RequestContext request) {
        var place = new Place(
                redis.key("live:" + Digests.sha256Hex(Rates.caller(request))),
                request.actor() instanceof Actor.Guest ? ADDRESS_MAX : SHOPPER_MAX);
        if (!place.renew()) {
            throw Refusal.throttled(HELD_FOR, Map.of());
        }
        return place;
    }
}
