package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every copy of the engine hears, and what it remembers because of it. */
class WatchingEventsTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final String aggregate = UUID.randomUUID().toString();
    private final RecordingWatcher here = WORLD.one.get(RecordingWatcher.class);
    private final RecordingWatcher there = WORLD.two.get(RecordingWatcher.class);

    @BeforeEach
    void both_copies_hear() {
        await().until(() -> WORLD.one.get(Memories.class).areCurrent()
                && WORLD.two.get(Memories.class).areCurrent());
    }

    @Test
    void the_copy_that_said_it_hears_it_with_the_commit_and_the_other_a_moment_later() {
        say(1);

        assertThat(here.heard(aggregate)).containsExactly(1);
        await().atMost(MOMENT)
                .untilAsserted(() -> assertThat(there.heard(aggregate)).containsExactly(1));
    }

    @Test
    void what_is_rolled_back_is_heard_by_nobody() {
        assertThatThrownBy(() -> WORLD.one.inTransaction(() -> {
                    WORLD.outbox.append(new Told(aggregate, 1, false));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");
        say(2);

        await().untilAsserted(() -> assertThat(there.heard(aggregate)).isNotEmpty());
        assertThat(here.heard(aggregate)).containsExactly(2);
        assertThat(there.heard(aggregate)).containsExactly(2);
    }

    @Test
    void an_event_that_commits_after_later_ones_is_heard_all_the_same() throws Exception {
        var said = new CountDownLatch(1);
        var othersHeard = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> WORLD.one.inTransaction(() -> {
                WORLD.outbox.append(new Told(aggregate, 1, false));
                said.countDown();
                return wait(othersHeard);
            }));
            said.await();
            say(2);
            await().untilAsserted(() -> assertThat(there.heard(aggregate)).containsExactly(2));
            othersHeard.countDown();
            slow.get();
        }

        await().untilAsserted(() -> assertThat(there.heard(aggregate)).containsExactly(2, 1));
    }

    @Test
    void many_speakers_lose_nothing() {
        try (var speakers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200).forEach(number -> speakers.execute(() -> say(number)));
        }

        await().untilAsserted(() -> assertThat(there.heard(aggregate))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList()));
    }

    @Test
    void memory_answers_until_it_is_told_to_forget() {
        Memory<String, Integer> memory = WORLD.one.get(Memories.class).ofAtMost(10);
        assertThat(memory.recallAll(List.of("tea", "down"), _ -> Map.of("tea", 1)))
                .isEqualTo(Map.of("tea", 1));

        assertThat(memory.recallAll(List.of("tea"), _ -> Map.of("tea", 2))).isEqualTo(Map.of("tea", 1));
        memory.forget("tea");
        assertThat(memory.recallAll(List.of("tea"), _ -> Map.of("tea", 3))).isEqualTo(Map.of("tea", 3));
    }

    @Test
    void what_changes_while_it_is_read_is_not_remembered() {
        Memory<String, Integer> memory = WORLD.one.get(Memories.class).ofAtMost(10);

        memory.recallAll(List.of("tea"), _ -> {
            memory.forget("tea");
            return Map.of("tea", 1);
        });

        assertThat(memory.find("tea")).isEqualTo(Optional.empty());
    }

    @Test
    void a_copy_that_hears_nothing_remembers_nothing() throws InterruptedException {
        var deaf = KernelWorld.Copy.on(WORLD.database, WORLD.keyPrefix);
        var memories = deaf.get(Memories.class);
        Memory<String, Integer> memory = memories.ofAtMost(10);
        await().until(memories::areCurrent);
        memory.recallAll(List.of("tea"), _ -> Map.of("tea", 1));
        assertThat(memory.find("tea")).contains(1);

        deaf.context().close();

        await().until(() -> !memories.areCurrent());
        assertThat(memory.find("tea")).isEmpty();
        assertThat(memory.recallAll(List.of("tea"), _ -> Map.of("tea", 2))).isEqualTo(Map.of("tea", 2));
    }

    private void say(int number) {
        WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(new Told(aggregate, number, false));
            return number;
        });
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
