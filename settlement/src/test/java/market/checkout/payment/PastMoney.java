package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What must never be taken back: a payment that was proven, what went back of it, and the provider's number. */
final class PastMoney {

    private final HistoryWorld world;
    private final UUID order;
    private Map<String, String> seen = new HashMap<>();

    PastMoney(HistoryWorld world, UUID order) {
        this.world = world;
        this.order = order;
    }

    void mustHold() {
        var now = read();
        seen.forEach((attempt, earlier) -> {
            var was = earlier.split(" ", -1);
            var is = Objects.requireNonNull(now.get(attempt)).split(" ", -1);
            if (was[0].equals("SUCCEEDED")) {
                assertThat(is[0]).as("paid stays paid %s", attempt).isEqualTo("SUCCEEDED");
            }
            assertThat(Long.parseLong(is[1]))
                    .as("what went back only grows %s", attempt)
                    .isGreaterThanOrEqualTo(Long.parseLong(was[1]));
            if (!was[2].isEmpty()) {
                assertThat(is[2]).as("the provider's number stays %s", attempt).isEqualTo(was[2]);
            }
        });
        seen = now;
    }

    private Map<String, String> read() {
        var found = Objects.requireNonNull(world.text("""
                SELECT COALESCE(string_agg(concat(attempt_no, '=', attempt.status, ' ', refunded_minor, ' ',
                                                  COALESCE(provider_trade_no, '')), ','), '')
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order));
        var attempts = new HashMap<String, String>();
        if (!found.isEmpty()) {
            for (var attempt : List.of(found.split(",", -1))) {
                var equals = attempt.indexOf('=');
                attempts.put(attempt.substring(0, equals), attempt.substring(equals + 1));
            }
        }
        return attempts;
    }
}
