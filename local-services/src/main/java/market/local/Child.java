package market.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A started child. */
final class Child {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_TIME = Duration.ofSeconds(5);
    private static final int LOG_LINES = 15;

    private final Program program;
    private final Process process;

    Child(Program program, Process process) {
        this.program = program;
        this.process = process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks for an orderly end; does not wait. */
    void beginStop() {
        signal(process.toHandle(), program.stopSignal());
    }

    /** Ends it as a loss of power would: nothing is written any more. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(KILL_TIME);
        releaseWatcher();
        forget();
    }

    /** Waits for the end that was asked for, and kills when it does not come. */
    void awaitStop(Duration limit) {
        List<ProcessHandle> descendants = process.descendants().toList();
        if (!awaitEnd(limit)) {
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        releaseWatcher();
        descendants.forEach(descendant -> awaitEnd(descendant, KILL_TIME));
        forget();
    }

    /** A watcher waits for the end of the pipe it was started with. */
    private void releaseWatcher() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // Nobody reads any more, so nobody waits.
        }
    }

    /** Drops the note by which a later engine would look for this child. */
    void forget() {
        try {
            Files.deleteIfExists(program.processNote());
        } catch (IOException e) {
            throw new LocalServiceException(program.name() + " ended, but its note could not be deleted", e);
        }
    }

    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failure("did not end within " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failure("was interrupted");
        }
    }

    /** Asks again and again until the child answers; fails when it ends or the time is up. */
    void awaitAnswer(BooleanSupplier answers, Duration limit) {
        long start = System.nanoTime();
        while (!answers.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw failure("did not answer within " + limit.toSeconds() + " s");
            }
            try {
                if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("ended with " + process.exitValue());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw failure("was not awaited to the end");
            }
        }
    }

    LocalServiceException failure(String what) {
        return new LocalServiceException(
                program.name() + " " + what + ". Its log " + program.log() + " ends:\n" + logTail());
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(program.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Ends a process that is nobody's child any more. */
    static void end(ProcessHandle handle, StopSignal stopSignal, Duration limit) {
        signal(handle, stopSignal);
        if (!awaitEnd(handle, limit)) {
            handle.destroyForcibly();
            awaitEnd(handle, KILL_TIME);
        }
    }

    private static void signal(ProcessHandle handle, StopSignal stopSignal) {
        if (!Processes.isRunning(handle)) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + stopSignal + " " + handle.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            handle.destroy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration limit) {
        long start = System.nanoTime();
        while (Processes.isRunning(handle)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
