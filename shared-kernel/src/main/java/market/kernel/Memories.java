package market.kernel;

import jakarta.inject.Singleton;
import market.kernel.outbox.OutboxWatch;

/** Makes the memories of this copy of the engine. */
@Singleton
public class Memories {

    private final OutboxWatch watch;

    Memories(OutboxWatch watch) {
        this.watch = watch;
    }

    public <K, V> Memory<K, V> ofAtMost(long entries) {
        return new Memory<>(watch, entries);
    }

    /** Whether this copy hears what the others say; while it does not, memories hold nothing. */
    public boolean areCurrent() {
        return watch.isCurrent();
    }
}
