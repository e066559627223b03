package market.cart.redis;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import market.kernel.Digests;
import market.kernel.Redis;
import market.kernel.RedisScript;

/** Codes as hashes, and messages that nobody sent. Phones are kept as hashes only. */
@Singleton
public class RedisSignIn {

    private static final RedisScript SCRIPT = RedisScript.load(RedisSignIn.class, "sign-in.lua");
    private static final String UNSENT = "dev:outbox";
    private static final int UNSENT_MAX = 100;

    /** How a guess ended: right, wrong with so many tries left, or no code there. */
    public enum Guess {
        RIGHT,
        WRONG,
        NO_CODE
    }

    /** A guess and the tries left after it. */
    public record Guessed(Guess guess, int triesLeft) {}

    private final Redis redis;

    RedisSignIn(Redis redis) {
        this.redis = redis;
    }

    public void put(String phone, String code, int tries, Duration lives) {
        run(key(phone), "put", hash(phone, code), Integer.toString(tries), Long.toString(lives.toMillis()));
    }

    /** A right guess uses the code up, and so does the last wrong one. */
    public Guessed guess(String phone, String code) {
        var reply = run(key(phone), "guess", hash(phone, code));
        var left = (int) (long) (Long) reply.get(1);
        return switch ((int) (long) (Long) reply.getFirst()) {
            case 1 -> new Guessed(Guess.RIGHT, 0);
            case 0 -> new Guessed(Guess.WRONG, left);
            default -> new Guessed(Guess.NO_CODE, 0);
        };
    }

    /** Shared by all copies of the engine, so that it does not matter which one is asked. */
    public void keepUnsent(String message) {
        var key = redis.key(UNSENT);
        redis.commands().lpush(key, message);
        redis.commands().ltrim(key, 0, UNSENT_MAX - 1);
    }

    public List<String> unsent() {
        return redis.commands().lrange(redis.key(UNSENT), 0, UNSENT_MAX - 1);
    }

    private List<Object> run(String key, String... arguments) {
        return redis.run(SCRIPT, new String[] {redis.key(key)}, arguments);
    }

    private static String key(String phone) {
        return "signin:code:" + Digests.sha256Hex(phone);
    }

    private static String hash(String phone, String code) {
        return Digests.sha256Hex(phone + " " + code);
    }
}
