package market.kernel;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what it heard, over all copies of the engine in this process, in the order of hearing. */
@Singleton
final class RecordingListener implements OutboxListener {

    private static final Queue<Told> HEARD = new ConcurrentLinkedQueue<>();
    private static final Set<String> HEALED = ConcurrentHashMap.newKeySet();

    static List<Integer> heard(String aggregate) {
        return HEARD.stream()
                .filter(event -> event.aggregateId().equals(aggregate))
                .map(Told::number)
                .toList();
    }

    /** From now on bad events of this aggregate can be handled. */
    static void heal(String aggregate) {
        HEALED.add(aggregate);
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(Told.class);
    }

    @Override
    public void on(List<? extends DomainEvent> events) {
        var told = events.stream().map(Told.class::cast).toList();
        for (var event : told) {
            if (event.bad() && !HEALED.contains(event.aggregateId())) {
                throw new IllegalStateException("Cannot handle " + event);
            }
        }
        HEARD.addAll(told);
    }
}
