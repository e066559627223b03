package market.inventory.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final List<String> UNSERVED =
            List.of("CLUSTERDOWN", "TRYAGAIN", "LOADING", "MASTERDOWN", "READONLY", "MOVED", "ASK", "BUSY", "OOM");
    private static final int HOLD_ARGUMENTS = 9;
    private static final int LEVEL_ARGUMENTS = 4;

    /** {@code base} is on hand less committed, as PostgreSQL says; the higher version is the newer. */
    public record Level(UUID variant, UUID location, long base, long version) {}

    /** The most one buyer may hold of a merchant's goods at a time. */
    public record Caps(int holds, long pieces, long piecesOfVariant) {}

    /** Who holds, for how long, and for which incarnation of Redis the counters must have been built. */
    public record Request(UUID reservation, String buyer, Duration ttl, Caps caps, UUID incarnation) {}

    /**
     * What a rebuild found.
     *
     * @param drift by how many pieces counters were off for no reason
     * @param behind levels that PostgreSQL has changed and that never arrived
     * @param newer what Redis claims to know of rows whose level is newer there; these were left as they are
     */
    public record Rebuilt(long drift, long behind, List<Newer> newer) {}

    /** How far a count of a merchant's holds is. */
    public enum Counting {
        BY_ANOTHER,
        UNDER_WAY,
        DONE
    }

    public record Newer(UUID variant, UUID location, long version) {}

    /**
     * What is asked of a variant.
     *
     * @param step parts from several places are multiples of it
     * @param places best first, separated by commas; empty: any. After an exclamation mark: one must have it all.
     * @param most what the buyer may hold of it in all, less than of other variants; 0: no less
     */
    public record Piece(UUID variant, long quantity, long step, String places, long most) {

        private String asArgument() {
            if (most > 0) {
                return quantity + ";" + step + ";" + places + ";" + most;
            }
            return step == 1 && places.isEmpty() ? Long.toString(quantity) : quantity + ";" + step + ";" + places;
        }
    }

    private final Redis redis;
    private final HoldClock clock;

    RedisHolds(Redis redis, HoldClock clock) {
        this.redis = redis;
        this.clock = clock;
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
        try {
            return answer(run(merchant, command, arguments(request, pieces)));
        } catch (RedisCommandExecutionException e) {
            if (isUnserved(e)) {
                LOG.warn("The cluster did not serve a hold: {}", e.getMessage());
                return new HoldAnswer.Unreachable();
            }
            // The script itself broke, so nothing is what it left there: holds are to be counted anew, too.
            LOG.warn("Counters of merchant {} are unreadable and will be rebuilt", merchant.value(), e);
            redis.commands().del(key(merchant), key(merchant) + ":t");
            return new HoldAnswer.Unseeded(false);
        } catch (RedisException e) {
            LOG.warn("Redis did not answer a hold: {}", e.getMessage());
            return new HoldAnswer.Unreachable();
        }
    }

    private static String[] arguments(Request request, List<Piece> pieces) {
        var arguments = new String[HOLD_ARGUMENTS - 2 + 2 * pieces.size()];
        arguments[0] = request.incarnation.toString();
        arguments[1] = request.reservation.toString();
        arguments[2] = request.buyer;
        arguments[3] = Long.toString(request.ttl.toMillis());
        arguments[4] = Integer.toString(request.caps.holds);
        arguments[5] = Long.toString(request.caps.pieces);
        arguments[6] = Long.toString(request.caps.piecesOfVariant);
        var i = HOLD_ARGUMENTS - 2;
        for (var piece : pieces) {
            arguments[i++] = piece.variant.toString();
            arguments[i++] = piece.asArgument();
        }
        return arguments;
    }

    /** Whether the server did not run the script at all: a slot without a master, or one still loading its data. */
    private static boolean isUnserved(RedisCommandExecutionException e) {
        var message = String.valueOf(e.getMessage());
        return UNSERVED.stream().anyMatch(message::startsWith);
    }

    /** Puts the end of a hold off, to {@code ttl} from now and at most {@code life} from when it was made. */
    public ExtendAnswer extend(MerchantId merchant, UUID reservation, Duration ttl, Duration life) {
        try {
            var reply = run(
                    merchant,
                    "extend",
                    reservation.toString(),
                    Long.toString(ttl.toMillis()),
                    Long.toString(life.toMillis()));
            return number(reply.getFirst()) == 0
                    ? new ExtendAnswer.Gone()
                    : new ExtendAnswer.Extended(Duration.ofMillis(number(reply.getLast())));
        } catch (RedisException e) {
            LOG.warn("Redis did not extend hold {}: {}", reservation, e.getMessage());
            return new ExtendAnswer.Unreachable();
        }
    }

    /** Gives a hold back, if it is still there. When Redis does not answer, expiry does the same later. */
    public void release(MerchantId merchant, UUID reservation) {
        try {
            run(merchant, "release", reservation.toString());
        } catch (RedisException e) {
            LOG.warn("Redis did not take hold {} back; it will expire: {}", reservation, e.getMessage());
        }
    }

    /** Drops a hold, if one is named, and takes over new levels, in one step. */
    public void settle(MerchantId merchant, @Nullable UUID reservation, List<Level> levels) {
        run(merchant, "settle", withLevels(levels, reservation == null ? "" : reservation.toString()));
    }

    /**
     * Goes through the next holds of a merchant, at most {@code max} of them, to find anew what is held of which row and by
     * whom. Nobody waits for the whole of it.
     *
     * @param counter whose count it is: there is one at a time
     */
    public Counting count(MerchantId merchant, UUID counter, int max, boolean isFirst) {
        var reply = run(merchant, "count", counter.toString(), Integer.toString(max), isFirst ? "1" : "0");
        return switch ((int) number(reply.getFirst())) {
            case 1 -> Counting.UNDER_WAY;
            case 2 -> Counting.DONE;
            default -> Counting.BY_ANOTHER;
        };
    }

    /** Replaces what was thought to be held by what was counted. */
    public void adopt(MerchantId merchant, UUID counter) {
        run(merchant, "adopt", counter.toString());
    }

    /**
     * Sets counters from levels less what living holds keep. With an incarnation the merchant is open for holds of that
     * incarnation; without one, more levels follow. All locations of a variant must come together.
     *
     * @param counter whose count of holds is to be believed, rather than what was thought to be held
     * @param isLastWord whether these levels count even where Redis claims to know newer ones
     * @return nothing when it is not known what is held, so that holds must be counted first
     */
    public Optional<Rebuilt> seed(
            MerchantId merchant,
            @Nullable UUID incarnation,
            @Nullable UUID counter,
            boolean isLastWord,
            List<Level> levels) {
        var reply = run(
                merchant,
                "seed",
                withLevels(
                        levels,
                        incarnation == null ? "" : incarnation.toString(),
                        isLastWord ? "1" : "0",
                        counter == null ? "" : counter.toString()));
        if (number(reply.getFirst()) == 0) {
            return Optional.empty();
        }
        var newer = new ArrayList<Newer>();
        for (var i = 3; i < reply.size(); i += 3) {
            newer.add(new Newer(
                    UUID.fromString((String) reply.get(i)),
                    UUID.fromString((String) reply.get(i + 1)),
                    Long.parseLong((String) reply.get(i + 2))));
        }
        return Optional.of(new Rebuilt(number(reply.get(1)), number(reply.get(2)), newer));
    }

    /**
     * Gives back at most {@code max} holds that expired, and says whether there may be more; none may live longer than {@code life} from
     * now, whatever the clock said when it was made.
     */
    public boolean sweep(MerchantId merchant, int max, Duration life) {
        var reply = run(merchant, "sweep", Integer.toString(max), Long.toString(life.toMillis()));
        return number(reply.getFirst()) >= max;
    }

    /** Makes the counters invalid until they are seeded again. */
    public void forget(MerchantId merchant) {
        redis.commands().del(key(merchant));
    }

    /** The epoch key, with which all keys of the merchant begin. */
    String key(MerchantId merchant) {
        return redis.key("stock:{" + merchant.value() + "}");
    }

    private List<Object> run(MerchantId merchant, String command, String... arguments) {
        var whole = new String[2 + arguments.length];
        whole[0] = command;
        whole[1] = clock.aheadMillis();
        System.arraycopy(arguments, 0, whole, 2, arguments.length);
        return redis.run(SCRIPT, new String[] {key(merchant)}, whole);
    }

    private static String[] withLevels(List<Level> levels, String... subject) {
        var arguments = new String[subject.length + LEVEL_ARGUMENTS * levels.size()];
        System.arraycopy(subject, 0, arguments, 0, subject.length);
        var i = subject.length;
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
            case 3 -> new HoldAnswer.Capped(cap((int) number(reply.get(1))));
            case 4 -> new HoldAnswer.Reused();
            default -> new HoldAnswer.Unseeded(!reply.get(1).equals(""));
        };
    }

    private static HoldAnswer.Cap cap(int number) {
        return switch (number) {
            case 1 -> HoldAnswer.Cap.HOLDS;
            case 2 -> HoldAnswer.Cap.PIECES;
            case 3 -> HoldAnswer.Cap.PIECES_OF_VARIANT;
            default -> HoldAnswer.Cap.PIECES_OF_SALE;
        };
    }

    private static HoldAnswer held(List<Object> reply) {
        var parts = new ArrayList<HoldAnswer.Part>(reply.size() / 2);
        for (var i = 2; i < reply.size(); i += 2) {
            var field = (String) reply.get(i);
            parts.add(new HoldAnswer.Part(
                    UUID.fromString(field.substring(0, UUID_LENGTH)),
                    UUID.fromString(field.substring(UUID_LENGTH + 1)),
                    number(reply.get(i + 1))));
        }
        return new HoldAnswer.Held(number(reply.get(1)), parts);
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
