package market.graphql;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One subscription: its answer is made anew whenever something changes that its resolver watches, until that is final. */
public final class Live implements AutoCloseable {

    private final LiveTopics topics;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean isOver;

    /** Made by the runtime only. */
    public Live(LiveTopics topics) {
        this.topics = topics;
    }

    /** To be called before reading, so that no change falls between the two. */
    void watch(String topic) {
        if (watched.add(topic)) {
            topics.add(topic, this);
        }
    }

    /** Wakes it also when the session it was opened with ends. */
    public void watchSession(UUID session) {
        watch(LiveTopics.topicOf(session));
    }

    void wake() {
        news.release();
    }

    /** Nothing will change any more. */
    public void end() {
        isOver = true;
        news.release();
    }

    public boolean isOver() {
        return isOver;
    }

    /** Whether something changed in time; several changes count as one. */
    public boolean hasNewsWithin(Duration time) throws InterruptedException {
        var isNews = news.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        return isNews;
    }

    @Override
    public void close() {
        watched.forEach(topic -> topics.remove(topic, this));
    }
}
