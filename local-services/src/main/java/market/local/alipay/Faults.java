package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** The faults still to be made. */
final class Faults {
    private final Map<Fault, Integer> remaining = new EnumMap<>(Fault.class);
    private final Deque<Duration> delays = new ArrayDeque<>();

    synchronized void inject(Fault fault, int calls) {
        remaining.merge(fault, calls, Integer::sum);
    }

    synchronized void slow(Duration delay, int calls) {
        for (int call = 0; call < calls; call++) {
            delays.add(delay);
        }
    }

    synchronized void clear() {
        remaining.clear();
        delays.clear();
    }

    /** Whether this call is to go wrong so; counts it. */
    synchronized boolean strikes(Fault fault) {
        int left = remaining.getOrDefault(fault, 0);
        if (left == 0) {
            return false;
        }
        remaining.put(fault, left - 1);
        return true;
    }

    synchronized Duration nextDelay() {
        Duration delay = delays.poll();
        return delay == null ? Duration.ZERO : delay;
    }

    /**
     * Takes {@code {"calls": 2, "wrongAmount": true, "status500Times": 3, "slowMillis": 500}}: a flag holds for
     * {@code calls} calls (one unless told), a number for as many, a slowness for {@code calls}.
     */
    void inject(JsonNode json) {
        int calls = json.path("calls").asInt(1);
        for (var property : json.properties()) {
            JsonNode value = property.getValue();
            switch (property.getKey()) {
                case "calls" -> {}
                case "slowMillis" -> slow(Duration.ofMillis(value.asLong()), calls);
                default ->
                    inject(
                            Fault.named(property.getKey())
                                    .orElseThrow(
                                            () -> new IllegalArgumentException("Unknown fault " + property.getKey())),
                            value.isBoolean() ? (value.asBoolean() ? calls : 0) : value.asInt());
            }
        }
    }
}
