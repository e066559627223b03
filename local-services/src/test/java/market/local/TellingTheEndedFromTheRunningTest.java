package market.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

final class TellingTheEndedFromTheRunningTest {
    @Test
    void an_ended_process_nobody_asked_about_is_listed_but_does_not_run() throws Exception {
        // The parent becomes a program that never asks for its child.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & exec sleep 60").start();
        try {
            await().atMost(10, SECONDS).until(() -> parent.children().count() == 1);
            ProcessHandle child = parent.children().findFirst().orElseThrow();

            await().atMost(10, SECONDS).until(() -> !Processes.isRunning(child));

            assertThat(child.isAlive()).isTrue();
            assertThat(Processes.isRunning(parent.toHandle())).isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }
}
