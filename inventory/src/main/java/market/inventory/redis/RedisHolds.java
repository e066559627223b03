package market.inventory.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Redis;
import market.kernel.RedisScript;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds and counters of merchants, one call of one script each. */
@Singleton
public class RedisHolds {

    private static final Logger LOG = LoggerFactory.getLogger(RedisHolds.class);
    private static final RedisScript SCRIPT = RedisScript.load(RedisHolds.class, "holds.lua");
    private static final int UUID_LENGTH = 36;
    private static final int HOLD_ARGUMENTS = 6;
    private static final int LEVEL_ARGUMENTS = 4;

    /** {@code base} is on hand less committed, as PostgreSQL says; the higher version is the newer. */
    public record Level(UUID variant, UUID location, long base, long version) {}

    /** Who holds, and until when. */
    public record Request(UUID reservation, String buyer, int holdsMax, long nowMillis, long expiresAtMillis) {}

    /**
     * What is asked of a variant.
     *
     * @param step parts from several places are multiples of it
     * @param places best first, separated by commas; empty: any. After an exclamation mark: one must have it all.
     */
    public record Piece(UUID variant, long quantity, long step, String places) {

        private String asArgument() {
            return step == 1 && places.isEmpty() ? Long.toString(quantity) : quantity + ";" + step + ";" + places;
        }
    }

    private final Redis redis;

    RedisHolds(Redis redis) {
        this.redis = redis;
    }

    /** Takes all pieces or none. */
    public HoldAnswer hold(MerchantId merchant, Request request, List<Piece> pieces) {
        return ask("hold", merchant, request, pieces);
    }

    /** Takes the pieces of an earlier hold from other places, if that can be; else the hold stays as it was. */
    public HoldAnswer reroute(MerchantId merchant, Request request, List<Piece> pieces) {
        return ask("reroute", merchant, request, pieces);
    }

    private HoldAnswer ask(String command, MerchantId merchant, Request request, List<Piece> pieces) {
        var arguments = new String[HOLD_ARGUMENTS + 2 * pieces.size()];
        arguments[0] = command;
        arguments[1] = Long.toString(request.nowMillis);
        arguments[2] = Long.toString(request.expiresAtMillis);
        arguments[3] = request.reservation.toString();
        arguments[4] = request.buyer;
        arguments[5] = Integer.toString(request.holdsMax);
        var i = HOLD_ARGUMENTS;
        for (var piece : pieces) {
            arguments[i++] = piece.variant.toString();
            arguments[i++] = piece.asArgument();
        }
        try {
            return answer(redis.run(SCRIPT, keys(merchant), arguments));
        } catch (RedisCommandExecutionException e) {
            // The script itself broke, so the counters are not what it left there.
            LOG.warn("Counters of merchant {} are unreadable and will be rebuilt", merchant.value(), e);
            forget(merchant);
            return new HoldAnswer.Unseeded();
        } catch (RedisException e) {
            LOG.warn("Redis did not answer a hold: {}", e.getMessage());
            return new HoldAnswer.Unreachable();
        }
    }

    /** Gives a hold back, if it is still there. When Redis does not answer, expiry does the same later. */
    public void release(MerchantId merchant, UUID reservation) {
        try {
            redis.run(SCRIPT, keys(merchant), "release", reservation.toString());
        } catch (RedisException e) {
            LOG.warn("Redis did not take hold {} back; it will expire: {}", reservation, e.getMessage());
        }
    }

    /** Drops a hold, if one is named, and takes over new levels, in one step. */
    public void settle(MerchantId merchant, @Nullable UUID reservation, List<Level> levels) {
        redis.run(
                SCRIPT,
                keys(merchant),
                withLevels("settle", reservation == null ? "" : reservation.toString(), levels));
    }

    /**
     * Sets counters from levels less what living holds keep. With an epoch the merchant is open for holds again; without
     * one, more levels follow. All locations of a variant must come together.
     */
    public void seed(MerchantId merchant, @Nullable UUID epoch, List<Level> levels) {
        redis.run(SCRIPT, keys(merchant), withLevels("seed", epoch == null ? "" : epoch.toString(), levels));
    }

    /** Gives back at most {@code max} holds that expired, and says how many. */
    public long sweep(MerchantId merchant, long nowMillis, int max) {
        return number(redis.run(SCRIPT, keys(merchant), "sweep", Long.toString(nowMillis), Integer.toString(max))
                .getFirst());
    }

    /** Makes the counters invalid until they are seeded again. */
    public void forget(MerchantId merchant) {
        redis.commands().del(key(merchant));
    }

    /** The epoch key, with which all keys of the merchant begin. */
    String key(MerchantId merchant) {
        return redis.key("stock:{" + merchant.value() + "}");
    }

    private String[] keys(MerchantId merchant) {
        return new String[] {key(merchant)};
    }

    private static String[] withLevels(String command, String subject, List<Level> levels) {
        var arguments = new String[2 + LEVEL_ARGUMENTS * levels.size()];
        arguments[0] = command;
        arguments[1] = subject;
        var i = 2;
        for (var level : levels) {
            arguments[i++] = level.variant.toString();
            arguments[i++] = level.location.toString();
            arguments[i++] = Long.toString(level.base);
            arguments[i++] = Long.toString(level.version);
        }
        return arguments;
    }

    private static HoldAnswer answer(List<Object> reply) {
        return switch ((int) number(reply.getFirst())) {
            case 1 -> held(reply);
            case 2 -> lacking(reply);
            case 3 -> new HoldAnswer.Capped();
            default -> new HoldAnswer.Unseeded();
        };
    }

    private static HoldAnswer held(List<Object> reply) {
        var expiresAt = 0L;
        var parts = new ArrayList<HoldAnswer.Part>(reply.size() / 2);
        for (var i = 1; i < reply.size(); i += 2) {
            var field = (String) reply.get(i);
            if (field.equals("expires")) {
                expiresAt = number(reply.get(i + 1));
            } else if (!field.equals("buyer")) {
                parts.add(new HoldAnswer.Part(
                        UUID.fromString(field.substring(0, UUID_LENGTH)),
                        UUID.fromString(field.substring(UUID_LENGTH + 1)),
                        number(reply.get(i + 1))));
            }
        }
        return new HoldAnswer.Held(expiresAt, parts);
    }

    private static HoldAnswer lacking(List<Object> reply) {
        var lacks = new ArrayList<HoldAnswer.Lack>();
        for (var i = 1; i < reply.size(); i += 2) {
            lacks.add(new HoldAnswer.Lack(UUID.fromString((String) reply.get(i)), number(reply.get(i + 1))));
        }
        return new HoldAnswer.Lacking(lacks);
    }

    private static long number(Object value) {
        return value instanceof Long number ? number : Long.parseLong((String) value);
    }
}
