package market.graphql.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import market.graphql.RequestContext;
import market.graphql.rate.Bucket.Taken;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Redis;
import market.kernel.RedisScript;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what callers ask for, by credential, shopper or address, over all copies of the engine. */
@Singleton
public class Rates {

    private static final Logger LOG = LoggerFactory.getLogger(Rates.class);
    private static final RedisScript TAKE = RedisScript.load(Rates.class, "take.lua");
    private static final int CALLERS_MAX = 100_000;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);
    // Public reading must not wait for a server that is away, but for one request now and then.
    private static final long AWAY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int NETWORK_BYTES = 8;

    private final RateSettings settings;
    private final @Nullable Redis redis;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(CALLERS_MAX)
            .expireAfterAccess(IDLE_MAX)
            .build();
    private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

    @Inject
    Rates(RateSettings settings, Redis redis) {
        this(settings, Optional.of(redis));
    }

    private Rates(RateSettings settings, Optional<Redis> redis) {
        this.settings = settings;
        this.redis = redis.orElse(null);
    }

    /** Counted by this copy alone, as if Redis were always away. */
    public static Rates ofOneCopy(String rate) {
        return new Rates(new RateSettings(rate, rate, rate, rate, true), Optional.empty());
    }

    /** One request's points, taken before it runs. */
    public static final class Grant {

        private final Bucket bucket;
        private final long requested;

        private Grant(Bucket bucket, long requested) {
            this.bucket = bucket;
            this.requested = requested;
        }

        /** Gives back what was not used, and tells how things stand. */
        public Map<String, Object> settle(long actual) {
            bucket.giveBack(Math.max(0, requested - actual));
            return CostBlock.of(requested, actual, bucket.throttle(System.nanoTime()));
        }
    }

    /** Takes points of whoever makes the request; a refusal says when to come again. */
    public Grant take(RequestContext request, long points) {
        var limit = settings.limit(request);
        var caller = caller(request);
        var bucket = buckets.get(caller, _ -> new Bucket(limit, System.nanoTime()));
        bucket.take(points, System.nanoTime(), (need, giveBack) -> takeShared(caller, limit, need, giveBack));
        return new Grant(bucket, points);
    }

    private Optional<Taken> takeShared(String caller, RateLimit limit, long need, long giveBack) {
        if (redis == null || System.nanoTime() - awayUntil.get() < 0) {
            return Optional.empty();
        }
        try {
            var answer = redis.run(
                    TAKE,
                    new String[] {redis.key("rate:" + Digests.sha256Hex(caller))},
                    Long.toString(limit.max()),
                    Long.toString(limit.restoreRate()),
                    Long.toString(need),
                    Long.toString(Math.max(need, limit.share())),
                    Long.toString(giveBack));
            return Optional.of(new Taken((Long) answer.getFirst(), (Long) answer.getLast()));
        } catch (RuntimeException e) {
            LOG.warn("Rates are counted by this copy alone for {} s: {}", AWAY_NANOS / 1_000_000_000, e.toString());
            awayUntil.set(System.nanoTime() + AWAY_NANOS);
            return Optional.empty();
        }
    }

    static String caller(RequestContext request) {
        return request.surface() + " "
                + switch (request.actor()) {
                    case Actor.Guest _ -> "address:" + network(request.clientAddress());
                    case Actor.MerchantUser user -> "credential:" + user.credential();
                    case Actor.Shopper _, Actor.Curator _, Actor.Operator _ ->
                        request.actor().principal();
                };
    }

    /** A household has one address of version 4, and of version 6 as many as it likes within its network. */
    private static String network(String address) {
        return InetAddress.ofLiteral(address) instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                : address;
    }
}
