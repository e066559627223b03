package market.kernel;

import io.lettuce.core.GetExArgs;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Sign-in sessions in Redis: opaque random tokens, kept only as their hash, revocable, with a sliding expiry. What a
 * session says is the opening room's own JSON; the {@code realm} keeps one room's tokens useless to another.
 */
@Singleton
public class Sessions {

    private static final int TOKEN_BYTES = 32;

    private final Redis redis;
    private final Duration idle;
    private final SecureRandom random = new SecureRandom();

    Sessions(Redis redis, @Value("${market.session.idle:30d}") Duration idle) {
        this.redis = redis;
        this.idle = idle;
    }

    /** Opens a session and returns its token, which is never stored. */
    public String open(String realm, String content) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        redis.commands().psetex(key(realm, token), idle.toMillis(), content);
        return token;
    }

    /** What the session says, when it lives; asking extends it. */
    public Optional<String> find(String realm, String token) {
        return Optional.ofNullable(redis.commands().getex(key(realm, token), GetExArgs.Builder.ex(idle)));
    }

    /** Ends a session at once, on every copy of the engine. */
    public void revoke(String realm, String token) {
        redis.commands().del(key(realm, token));
    }

    private String key(String realm, String token) {
        return redis.key("session:" + realm + ":" + Digests.sha256Hex(token));
    }
}
