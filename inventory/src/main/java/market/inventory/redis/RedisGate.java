package market.inventory.redis;

import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Redis;
import market.kernel.RedisScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gates of flash sales, one call of one script each, in the slot of the merchant's holds. */
@Singleton
public class RedisGate {

    private static final Logger LOG = LoggerFactory.getLogger(RedisGate.class);
    private static final RedisScript SCRIPT = RedisScript.load(RedisGate.class, "gate.lua");

    /** Which gate, and for which incarnation of Redis it must have been opened. */
    public record Gate(MerchantId merchant, UUID sale, UUID incarnation) {}

    /** What a gate is opened with; counts are pieces of the stock that is sold. */
    public record Opening(Instant startsAt, Instant endsAt, long limit, long left, Map<String, Long> bought) {}

    private final Redis redis;
    private final HoldClock clock;

    RedisGate(Redis redis, HoldClock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Asks whether a buyer may go on to hold so many pieces.
     *
     * @param enters false: whoever asks only looks, and is not counted as let through
     */
    public GateAnswer admit(Gate gate, UUID reservation, String buyer, long pieces, boolean enters) {
        try {
            var reply =
                    run(gate, enters ? "admit" : "look", List.of(reservation.toString(), buyer, Long.toString(pieces)));
            return switch ((int) number(reply.getFirst())) {
                case 1 -> new GateAnswer.Admitted(number(reply.get(1)));
                case 2 -> new GateAnswer.NotRunning();
                case 3 -> new GateAnswer.AboveLimit();
                case 4 -> new GateAnswer.SoldOut(number(reply.get(1)));
                default -> new GateAnswer.Missing();
            };
        } catch (RedisException e) {
            LOG.warn("Redis did not answer at the gate of a sale: {}", e.getMessage());
            return new GateAnswer.Unreachable();
        }
    }

    public void open(Gate gate, Opening opening) {
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(opening.startsAt.toEpochMilli()));
        arguments.add(Long.toString(opening.endsAt.toEpochMilli()));
        arguments.add(Long.toString(opening.limit));
        arguments.add(Long.toString(opening.left));
        opening.bought.forEach((buyer, pieces) -> {
            arguments.add(buyer);
            arguments.add(Long.toString(pieces));
        });
        run(gate, "open", arguments);
    }

    /** Lets so many pieces through from now on; a gate that is not open stays closed. */
    public void refill(Gate gate, long left) {
        run(gate, "set", List.of("left", Long.toString(left)));
    }

    /** Counts what a buyer has in orders against the limit. */
    public void count(Gate gate, String buyer, long bought) {
        run(gate, "set", List.of("b:" + buyer, Long.toString(bought)));
    }

    public void close(Gate gate) {
        run(gate, "close", List.of());
    }

    private List<Object> run(Gate gate, String command, List<String> arguments) {
        var whole = new ArrayList<String>();
        whole.add(command);
        whole.add(clock.aheadMillis());
        whole.add(gate.incarnation.toString());
        whole.add(gate.sale.toString());
        whole.addAll(arguments);
        return redis.run(
                SCRIPT,
                new String[] {redis.key("stock:{" + gate.merchant.value() + "}")},
                whole.toArray(String[]::new));
    }

    private static long number(Object value) {
        return value instanceof Long number ? number : Long.parseLong((String) value);
    }
}
