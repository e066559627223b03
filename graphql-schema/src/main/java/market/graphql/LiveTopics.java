package market.graphql;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for what in this copy of the engine. Every copy hears every event, so each wakes its own. */
@Singleton
public class LiveTopics {

    private final Map<String, Set<Live>> waiting = new ConcurrentHashMap<>();

    /** What the topic is about has changed. */
    public void tell(String topic) {
        waiting.getOrDefault(topic, Set.of()).forEach(Live::wake);
    }

    /** The session has ended: its subscriptions look at once whether they may go on. Other copies' look by themselves. */
    public void tellOfSession(UUID session) {
        tell(topicOf(session));
    }

    static String topicOf(UUID session) {
        return "session " + session;
    }

    /** Wakes everybody, for the end of this copy. */
    public void tellAll() {
        waiting.values().forEach(lives -> lives.forEach(Live::end));
    }

    void add(String topic, Live live) {
        waiting.compute(topic, (_, lives) -> {
            var all = lives == null ? ConcurrentHashMap.<Live>newKeySet() : lives;
            all.add(live);
            return all;
        });
    }

    void remove(String topic, Live live) {
        waiting.computeIfPresent(topic, (_, lives) -> {
            lives.remove(live);
            return lives.isEmpty() ? null : lives;
        });
    }
}
