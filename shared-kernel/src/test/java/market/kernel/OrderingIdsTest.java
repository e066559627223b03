package market.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OrderingIdsTest {

    private static final long NOW = 1_763_800_000_000L;
    private static final int IDS = 20_000;

    @Test
    void ids_of_one_millisecond_are_in_the_order_in_which_they_were_made() {
        var ids = new Ids(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

        var made = Stream.generate(ids::next).limit(IDS).map(UUID::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(UUID.fromString(made.getFirst()).getMostSignificantBits() >>> 16)
                .isEqualTo(NOW);
        assertThat(made)
                .allMatch(id -> UUID.fromString(id).version() == 7
                        && UUID.fromString(id).variant() == 2);
    }

    @Test
    void a_clock_that_is_set_back_does_not_turn_their_order_round() {
        var millis = new AtomicLong(NOW);
        var ids = new Ids(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.get());
            }
        });
        var before = ids.next().toString();

        millis.set(NOW - 3_600_000);

        assertThat(ids.next().toString()).isGreaterThan(before);
    }

    @Test
    void threads_that_ask_at_once_get_ids_of_their_own() throws Exception {
        var ids = new Ids(Clock.systemUTC());
        var made = new HashSet<UUID>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    Stream.generate(() -> executor.submit(ids::next)).limit(IDS).toList();
            for (var each : asked) {
                made.add(each.get());
            }
        }

        assertThat(made).hasSize(IDS);
    }
}
