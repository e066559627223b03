package market.graphql.execution;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what a thread does. A thread that is late is interrupted, which breaks off whatever it waits for: a body, an
 * answer of the database or of another server.
 */
@Singleton
public class Deadlines {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("graphql-deadlines").factory());

    Deadlines() {
        // Nearly every deadline is met: those must not stay in the queue until their time.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Bounds the calling thread until the deadline is closed. */
    public Deadline start(Duration time, Runnable whenLate) {
        return new Deadline(Thread.currentThread(), time, whenLate);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** One bound on one thread. */
    public final class Deadline implements AutoCloseable {

        private enum State {
            RUNNING,
            PASSED,
            CLOSED
        }

        private final Thread thread;
        private final Runnable whenLate;
        private final ScheduledFuture<?> timeout;
        private State state = State.RUNNING;

        private Deadline(Thread thread, Duration time, Runnable whenLate) {
            this.thread = thread;
            this.whenLate = whenLate;
            this.timeout = timer.schedule(this::pass, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void pass() {
            if (state == State.RUNNING) {
                state = State.PASSED;
                whenLate.run();
                thread.interrupt();
            }
        }

        public synchronized boolean hasPassed() {
            return state == State.PASSED;
        }

        /** From here on the thread is left alone; an interrupt that came late is taken back. */
        @Override
        public synchronized void close() {
            if (state == State.PASSED) {
                Thread.interrupted();
            } else {
                state = State.CLOSED;
                timeout.cancel(false);
            }
        }
    }
}
