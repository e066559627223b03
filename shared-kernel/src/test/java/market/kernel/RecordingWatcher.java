package market.kernel;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what its copy of the engine heard. */
@Singleton
final class RecordingWatcher implements OutboxWatcher {

    private final Queue<Told> heard = new ConcurrentLinkedQueue<>();

    List<Integer> heard(String aggregate) {
        return heard.stream()
                .filter(event -> event.aggregateId().equals(aggregate))
                .map(Told::number)
                .distinct()
                .toList();
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(Told.class);
    }

    @Override
    public void on(DomainEvent event) {
        heard.add((Told) event);
    }
}
