package market.local;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts what is slow to start without keeping the engine waiting. */
final class BackgroundStart {
    private final Consumer<String> progress;
    private @Nullable Thread thread;
    private volatile @Nullable RuntimeException failure;

    BackgroundStart(Consumer<String> progress) {
        this.progress = progress;
    }

    synchronized void begin(Runnable start) {
        cancel();
        failure = null;
        thread = Thread.ofPlatform().name("local-services-start").daemon().start(() -> {
            try {
                start.run();
            } catch (RuntimeException e) {
                failure = e;
                if (!Thread.currentThread().isInterrupted()) {
                    progress.accept("Not started: " + e.getMessage());
                }
            }
        });
    }

    void await(Duration limit) {
        Thread current = current();
        try {
            if (current != null && !current.join(limit)) {
                throw new LocalServiceException("The start took longer than " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LocalServiceException("The start was not awaited to the end");
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw new LocalServiceException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Ends a start that is still under way, so that nothing appears after a stop. */
    void cancel() {
        Thread current = current();
        if (current == null) {
            return;
        }
        current.interrupt();
        boolean interrupted = false;
        while (current.isAlive()) {
            try {
                current.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread current() {
        return thread;
    }
}
