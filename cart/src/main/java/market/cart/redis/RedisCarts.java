package market.cart.redis;

import io.lettuce.core.GetExArgs;
import io.lettuce.core.SetArgs;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Digests;
import market.kernel.Redis;
import market.kernel.RedisScript;

/** One versioned text per cart, written by compare-and-set; and which cart is a shopper's own. */
@Singleton
public class RedisCarts {

    private static final RedisScript READ = RedisScript.load(RedisCarts.class, "read-cart.lua");
    private static final RedisScript REPLACE = RedisScript.load(RedisCarts.class, "replace-cart.lua");
    private static final Duration REQUEST_KEPT = Duration.ofDays(1);

    /** A cart as it was read. */
    public record Stored(int version, String body) {}

    private final Redis redis;
    private final Duration kept;

    RedisCarts(Redis redis, @Value("${market.cart.kept:30d}") Duration kept) {
        this.redis = redis;
        this.kept = kept;
    }

    /** Reading a cart keeps it alive. */
    public Optional<Stored> read(UUID cart) {
        var reply = redis.run(READ, new String[] {key(cart)}, Long.toString(kept.toMillis()));
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stored(Integer.parseInt((String) reply.get(0)), (String) reply.get(1)));
    }

    /** False when the cart is not at {@code expectedVersion} any more; 0 stands for a cart that is not there. */
    public boolean replace(UUID cart, int expectedVersion, int newVersion, String body) {
        var reply = redis.run(
                REPLACE,
                new String[] {key(cart)},
                Integer.toString(expectedVersion),
                Integer.toString(newVersion),
                body,
                Long.toString(kept.toMillis()));
        return (Long) reply.getFirst() == 1;
    }

    public void delete(UUID cart) {
        redis.commands().del(key(cart));
    }

    /** A shopper's own cart; asking keeps the answer alive at least as long as the cart. */
    public Optional<UUID> ownOf(UUID shopper) {
        return Optional.ofNullable(redis.commands().getex(ownKey(shopper), GetExArgs.Builder.px(kept.multipliedBy(2))))
                .map(UUID::fromString);
    }

    /** Makes the candidate the shopper's own cart unless there is one; returns the own one. */
    public UUID claimOwn(UUID shopper, UUID candidate) {
        var earlier = redis.commands()
                .setGet(
                        ownKey(shopper),
                        candidate.toString(),
                        SetArgs.Builder.nx().px(kept.multipliedBy(2)));
        return earlier == null ? candidate : UUID.fromString(earlier);
    }

    /** Remembers the answer to a request unless one is remembered; returns the remembered one. */
    public String claimRequest(String scope, String idempotencyKey, String answer) {
        var earlier = redis.commands()
                .setGet(
                        requestKey(scope, idempotencyKey),
                        answer,
                        SetArgs.Builder.nx().px(REQUEST_KEPT));
        return earlier == null ? answer : earlier;
    }

    public void forgetRequest(String scope, String idempotencyKey) {
        redis.commands().del(requestKey(scope, idempotencyKey));
    }

    private String key(UUID cart) {
        return redis.key("cart:" + cart);
    }

    private String ownKey(UUID shopper) {
        return redis.key("cart:of:" + shopper);
    }

    private String requestKey(String scope, String idempotencyKey) {
        return redis.key("cart:request:" + Digests.sha256Hex(scope + "\n" + idempotencyKey));
    }
}
