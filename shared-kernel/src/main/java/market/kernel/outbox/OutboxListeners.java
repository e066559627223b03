package market.kernel.outbox;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;
import market.kernel.OutboxWatcher;

/** Who listens to and watches what, fixed at start-up. */
@Singleton
final class OutboxListeners {

    private final Map<String, OutboxListener> byName = new LinkedHashMap<>();
    private final Map<String, Class<? extends DomainEvent>> eventTypes = new HashMap<>();
    private final List<OutboxWatcher> watchers;

    OutboxListeners(Collection<OutboxListener> listeners, Collection<OutboxWatcher> watchers) {
        this.watchers = List.copyOf(watchers);
        watchers.forEach(watcher -> watcher.watches().forEach(type -> eventTypes.put(typeName(type), type)));
        for (var listener : listeners) {
            if (byName.put(listener.name(), listener) != null) {
                throw new IllegalStateException("Two outbox listeners are named " + listener.name());
            }
            listener.listensTo().forEach(type -> eventTypes.put(typeName(type), type));
        }
    }

    static String typeName(Class<? extends DomainEvent> type) {
        return type.getSimpleName();
    }

    Collection<OutboxListener> all() {
        return byName.values();
    }

    List<String> namesFor(DomainEvent event) {
        return byName.values().stream()
                .filter(listener -> listener.listensTo().contains(event.getClass()))
                .map(OutboxListener::name)
                .toList();
    }

    List<String> watchedTypes() {
        return watchers.stream()
                .flatMap(watcher -> watcher.watches().stream())
                .map(OutboxListeners::typeName)
                .distinct()
                .toList();
    }

    void tell(DomainEvent event) {
        watchers.stream()
                .filter(watcher -> watcher.watches().contains(event.getClass()))
                .forEach(watcher -> watcher.on(event));
    }

    Class<? extends DomainEvent> eventType(String name) {
        var type = eventTypes.get(name);
        if (type == null) {
            throw new IllegalStateException("No listener knows the event type " + name);
        }
        return type;
    }
}
