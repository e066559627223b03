package market.kernel;

import io.lettuce.core.Range;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sign-in sessions in Redis: opaque random tokens, kept only as their hash, revocable, ending when unused for a while and in
 * any case after a longer one. What a session says is the opening room's own JSON; the {@code realm} keeps one room's tokens
 * useless to another. Every command touches one key, so that a cluster may keep them anywhere.
 */
@Singleton
public class Sessions {

    private static final RedisScript OPEN = RedisScript.load(Sessions.class, "open-session.lua");
    private static final RedisScript FIND = RedisScript.load(Sessions.class, "find-session.lua");
    private static final RedisScript REWRITE = RedisScript.load(Sessions.class, "rewrite-session.lua");
    private static final int TOKEN_BYTES = 32;
    private static final int ID_DIGITS = 32;
    // Nobody signs in on more devices; whoever does it by program loses the oldest.
    private static final int PER_SUBJECT_MAX = 50;
    private static final String[] SHOWN = {"device", "network", "opened", "seen", "end"};

    /**
     * What a session is opened with.
     *
     * @param device short name of it, as its owner would know it
     * @param network where it was, too coarse to find anybody
     */
    public record Opening(UUID subject, String content, String device, String network) {}

    /** A session as its owner sees it; the id does not open anything. */
    public record Session(UUID id, String device, String network, Instant openedAt, Instant seenAt, Instant endsAt) {}

    private final Redis redis;
    private final Clock clock;
    private final Duration idle;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            Redis redis,
            Clock clock,
            @Value("${market.session.idle:30d}") Duration idle,
            @Value("${market.session.lifetime:180d}") Duration lifetime) {
        this.redis = redis;
        this.clock = clock;
        this.idle = idle;
        this.lifetime = lifetime;
    }

    /** Opens a session and returns its token, which is never stored. */
    public String open(String realm, Opening opening) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var hash = Digests.sha256Hex(token);
        var now = clock.millis();
        var end = now + lifetime.toMillis();
        // Listed before it is there: a session that no list shows could not be revoked.
        var list = listKey(realm, opening.subject());
        redis.commands().zadd(list, (double) end, hash);
        redis.commands().pexpire(list, lifetime.toMillis());
        redis.run(
                OPEN,
                new String[] {key(realm, hash)},
                opening.content(),
                opening.device(),
                opening.network(),
                Long.toString(now),
                Long.toString(end),
                Long.toString(Math.min(idle.toMillis(), lifetime.toMillis())));
        endOldest(realm, list);
        return token;
    }

    private void endOldest(String realm, String list) {
        var surplus = redis.commands().zcard(list) - PER_SUBJECT_MAX;
        if (surplus > 0) {
            redis.commands()
                    .zpopmin(list, surplus)
                    .forEach(oldest -> redis.commands().del(key(realm, oldest.getValue())));
        }
    }

    /** What the session says, when it lives; asking extends it, but never beyond its lifetime. */
    public Optional<String> find(String realm, String token) {
        var reply = redis.run(
                FIND,
                new String[] {key(realm, Digests.sha256Hex(token))},
                Long.toString(clock.millis()),
                Long.toString(idle.toMillis()));
        return reply.isEmpty() ? Optional.empty() : Optional.of((String) reply.getFirst());
    }

    /** Names the session of a token to its owner. */
    public static UUID idOf(String token) {
        return id(Digests.sha256Hex(token));
    }

    /** The sessions of somebody that live, the latest used first. */
    public List<Session> list(String realm, UUID subject) {
        var sessions = new ArrayList<Session>();
        for (var hash : hashes(realm, subject)) {
            var values = redis.commands().hmget(key(realm, hash), SHOWN).stream()
                    .map(value -> value.getValueOrElse(""))
                    .toList();
            if (values.getLast().isEmpty()) {
                redis.commands().zrem(listKey(realm, subject), hash);
            } else {
                sessions.add(new Session(
                        id(hash),
                        values.get(0),
                        values.get(1),
                        instant(values.get(2)),
                        instant(values.get(3)),
                        instant(values.get(4))));
            }
        }
        sessions.sort(Comparator.comparing(Session::seenAt).reversed());
        return sessions;
    }

    /** Ends one session of somebody at once, on every copy of the engine; false when it is not among theirs. */
    public boolean revoke(String realm, UUID subject, UUID session) {
        var ended = hashes(realm, subject).stream()
                .filter(hash -> id(hash).equals(session))
                .toList();
        ended.forEach(hash -> end(realm, subject, hash));
        return !ended.isEmpty();
    }

    /** Ends all sessions of somebody at once, and returns what they were. */
    public List<UUID> revokeAll(String realm, UUID subject) {
        var ended = hashes(realm, subject);
        ended.forEach(hash -> end(realm, subject, hash));
        return ended.stream().map(Sessions::id).toList();
    }

    /** Ends the session of a token at once; an unknown one is left alone. */
    public void revoke(String realm, String token) {
        redis.commands().del(key(realm, Digests.sha256Hex(token)));
    }

    /** Lets all living sessions of somebody say something new. */
    public void rewrite(String realm, UUID subject, String content) {
        hashes(realm, subject).forEach(hash -> redis.run(REWRITE, new String[] {key(realm, hash)}, content));
    }

    private void end(String realm, UUID subject, String hash) {
        redis.commands().del(key(realm, hash));
        redis.commands().zrem(listKey(realm, subject), hash);
    }

    private List<String> hashes(String realm, UUID subject) {
        return redis.commands()
                .zrangebyscore(
                        listKey(realm, subject),
                        Range.from(Range.Boundary.excluding(clock.millis()), Range.Boundary.unbounded()));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static UUID id(String hash) {
        return new UUID(
                Long.parseUnsignedLong(hash.substring(0, ID_DIGITS / 2), 16),
                Long.parseUnsignedLong(hash.substring(ID_DIGITS / 2, ID_DIGITS), 16));
    }

    private String key(String realm, String hash) {
        return redis.key("signed-in:" + realm + ":" + hash);
    }

    private String listKey(String realm, UUID subject) {
        return redis.key("signed-in:" + realm + ":of:" + subject);
    }
}
