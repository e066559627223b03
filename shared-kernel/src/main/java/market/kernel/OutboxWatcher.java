package market.kernel;

import java.util.List;

/**
 * Hears events on every copy of the engine, for what a copy keeps in memory. Unlike an {@link OutboxListener} it is told
 * nothing that was said while its copy was down, may hear an event twice and events in any order, and must not throw.
 */
public interface OutboxWatcher {

    List<Class<? extends DomainEvent>> watches();

    void on(DomainEvent event);
}
