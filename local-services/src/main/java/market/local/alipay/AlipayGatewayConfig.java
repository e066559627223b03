package market.local.alipay;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Where and how a local gateway runs.
 *
 * @param folder keeps the keys and the journal of trades
 * @param port 0 chooses a free one
 * @param repeatDelays the pauses before a notification is repeated; the first delivery is at once, and after the last
 *     pause it is given up
 * @param clock what the institution believes the time to be: it decides about expiry and stands in every answer
 */
public record AlipayGatewayConfig(Path folder, int port, List<Duration> repeatDelays, Clock clock) {
    private static final List<Duration> DEVELOPMENT_DELAYS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
    private static final List<Duration> REAL_DELAYS = List.of(
            Duration.ofMinutes(4),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15));

    public AlipayGatewayConfig {
        repeatDelays = List.copyOf(repeatDelays);
    }

    /** Repeats soon, so that a developer need not wait for what the real one does after minutes. */
    public static AlipayGatewayConfig forDevelopment(Path folder, int port, Clock clock) {
        return new AlipayGatewayConfig(folder, port, DEVELOPMENT_DELAYS, clock);
    }

    /** Repeats as the real institution is documented to: eight deliveries within about 25 hours. */
    public static AlipayGatewayConfig withRealDelays(Path folder, int port, Clock clock) {
        return new AlipayGatewayConfig(folder, port, REAL_DELAYS, clock);
    }
}
