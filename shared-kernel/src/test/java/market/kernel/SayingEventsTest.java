package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events between rooms, with two copies of the engine delivering from one database. */
class SayingEventsTest {

    private static final String PENDING = """
            SELECT COALESCE(string_agg(concat_ws(' ', payload ->> 'number', state, attempts), ', '
                       ORDER BY event_position), '')
              FROM kernel.outbox_publication AS publication
              JOIN kernel.outbox_event AS event ON event.position = publication.event_position
             WHERE publication.aggregate_id = ?
            """;

    private final String aggregate = UUID.randomUUID().toString();

    @Test
    void what_was_said_is_heard_after_the_commit_and_is_then_done() {
        var heardInside = WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(good(aggregate, 1));
            return RecordingListener.heard(aggregate);
        });

        assertThat(heardInside).isEmpty();
        await().untilAsserted(
                        () -> assertThat(RecordingListener.heard(aggregate)).containsExactly(1));
        await().untilAsserted(() -> assertThat(pending()).isEmpty());
    }

    @Test
    void what_is_rolled_back_was_never_said() {
        assertThatThrownBy(() -> WORLD.one.inTransaction(() -> {
                    WORLD.outbox.append(good(aggregate, 1));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        say(good(aggregate, 2));

        await().untilAsserted(
                        () -> assertThat(RecordingListener.heard(aggregate)).containsExactly(2));
        assertThat(WORLD.text("SELECT count(*) FROM kernel.outbox_event WHERE aggregate_id = ?", aggregate))
                .isEqualTo("1");
    }

    @Test
    void nothing_is_said_outside_a_transaction() {
        assertThatThrownBy(() -> WORLD.outbox.append(good(aggregate, 1))).isInstanceOf(IllegalStateException.class);

        assertThat(WORLD.text("SELECT count(*) FROM kernel.outbox_event WHERE aggregate_id = ?", aggregate))
                .isEqualTo("0");
    }

    @Test
    void two_copies_deliver_every_event_once_and_each_aggregates_in_order() throws InterruptedException {
        var aggregates =
                IntStream.range(0, 8).mapToObj(i -> aggregate + " " + i).toList();
        try (var speakers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : aggregates) {
                speakers.execute(() -> IntStream.range(0, 40).forEach(number -> say(good(each, number))));
            }
        }

        var all = IntStream.range(0, 40).boxed().toList();
        for (var each : aggregates) {
            await().untilAsserted(
                            () -> assertThat(RecordingListener.heard(each)).hasSizeGreaterThanOrEqualTo(40));
            assertThat(RecordingListener.heard(each)).isEqualTo(all);
        }
    }

    @Test
    void an_event_that_fails_holds_up_no_other_aggregate() {
        var others = aggregate + " others";

        WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(List.of(good(others, 1), bad(aggregate, 1), good(others, 2)));
            return true;
        });

        await().untilAsserted(() -> assertThat(RecordingListener.heard(others)).containsExactly(1, 2));
        await().untilAsserted(() -> assertThat(pending()).startsWith("1 PENDING"));
        assertThat(RecordingListener.heard(aggregate)).isEmpty();
        RecordingListener.heal(aggregate);
    }

    @Test
    void what_follows_a_failing_event_of_its_aggregate_waits_for_it() {
        WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(List.of(good(aggregate, 1), bad(aggregate, 2), good(aggregate, 3)));
            return true;
        });
        await().untilAsserted(() -> assertThat(failures()).isNotEqualTo("0"));
        assertThat(RecordingListener.heard(aggregate)).containsExactly(1);

        RecordingListener.heal(aggregate);

        await().untilAsserted(
                        () -> assertThat(RecordingListener.heard(aggregate)).containsExactly(1, 2, 3));
    }

    @Test
    void after_sixteen_tries_an_event_is_dead_and_those_behind_it_go_on() {
        say(bad(aggregate, 1));
        say(good(aggregate, 2));
        await().untilAsserted(() -> assertThat(failures()).isNotEqualTo("0"));
        assertThat(RecordingListener.heard(aggregate)).isEmpty();

        // The pauses between the tries are hours: this is the last but one of them.
        WORLD.execute("""
                UPDATE kernel.outbox_publication
                   SET attempts = 15, due_at = now()
                 WHERE aggregate_id = ? AND last_error IS NOT NULL
                """, aggregate);

        await().untilAsserted(
                        () -> assertThat(RecordingListener.heard(aggregate)).containsExactly(2));
        await().untilAsserted(() -> assertThat(pending()).isEqualTo("1 DEAD 16"));
        assertThat(WORLD.text("SELECT last_error FROM kernel.outbox_publication WHERE aggregate_id = ?", aggregate))
                .contains("Cannot handle");
    }

    private static Told good(String aggregate, int number) {
        return new Told(aggregate, number, false);
    }

    private static Told bad(String aggregate, int number) {
        return new Told(aggregate, number, true);
    }

    private static void say(Told event) {
        WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(event);
            return true;
        });
    }

    /** {@code 2 PENDING 1} for each event that was not delivered yet. */
    private String pending() {
        return WORLD.text(PENDING, aggregate);
    }

    private String failures() {
        return WORLD.text("SELECT count(last_error) FROM kernel.outbox_publication WHERE aggregate_id = ?", aggregate);
    }
}
