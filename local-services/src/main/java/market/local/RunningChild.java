package market.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The child a service has at the moment, if any. */
final class RunningChild {
    private static final Duration STOP_TIME = Duration.ofSeconds(20);

    private final String name;
    private volatile @Nullable Child child;

    RunningChild(String name) {
        this.name = name;
    }

    void set(Child started) {
        child = started;
    }

    boolean isAlive() {
        Child current = child;
        return current != null && current.isAlive();
    }

    void awaitAnswer(BooleanSupplier answers, Duration limit) {
        Child current = child;
        if (current == null) {
            throw new LocalServiceException(name + " is not started");
        }
        current.awaitAnswer(answers, limit);
    }

    void beginStop() {
        Child current = child;
        if (current != null) {
            current.beginStop();
        }
    }

    void kill() {
        Child current = child;
        if (current != null) {
            current.kill();
            child = null;
        }
    }

    void awaitStop() {
        Child current = child;
        if (current != null) {
            current.awaitStop(STOP_TIME);
            child = null;
        }
    }
}
