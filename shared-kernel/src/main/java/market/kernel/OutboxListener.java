package market.kernel;

import java.util.List;

/**
 * Hears events after their transaction committed, at least once, in order per aggregate, on any copy of the engine.
 * What it does must be idempotent by event or by version.
 */
public interface OutboxListener {

    /** Stable name; publications are kept under it. */
    String name();

    List<Class<? extends DomainEvent>> listensTo();

    /**
     * Handles a batch. Throwing means that nothing of it counts as done; the relay then hands the events over one by
     * one, so that one bad event cannot hold up the others.
     */
    void on(List<? extends DomainEvent> events);
}
