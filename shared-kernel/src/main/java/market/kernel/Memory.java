package market.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.kernel.outbox.OutboxWatch;

/**
 * What one copy of the engine remembers of rows that any copy may change. An {@link OutboxWatcher} forgets what an event
 * changed; while the watch does not hear, every answer is read anew. So an answer is at most a moment old: right for pages,
 * not for decisions about stock and money.
 */
public final class Memory<K, V> {

    private final OutboxWatch watch;
    private final Cache<K, V> known;
    private final AtomicLong forgotten = new AtomicLong();

    Memory(OutboxWatch watch, long entriesMax) {
        this.watch = watch;
        this.known = Caffeine.newBuilder().maximumSize(entriesMax).build();
    }

    public Optional<V> find(K key) {
        return watch.isCurrent() ? Optional.ofNullable(known.getIfPresent(key)) : Optional.empty();
    }

    /** What is remembered, and all else read at once. */
    public Map<K, V> recallAll(Collection<K> keys, Function<Collection<K>, Map<K, V>> read) {
        var found = new HashMap<K, V>();
        if (watch.isCurrent()) {
            found.putAll(known.getAllPresent(keys));
        }
        var missing = keys.stream().filter(key -> !found.containsKey(key)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            var before = beforeReading();
            var fresh = read.apply(missing);
            fresh.forEach((key, value) -> keep(key, value, before));
            found.putAll(fresh);
        }
        return found;
    }

    /** To be asked before reading what is then {@link #keep kept}. */
    public long beforeReading() {
        return forgotten.get();
    }

    /** Remembers what was read, unless something was forgotten meanwhile: it may already be old. */
    public void keep(K key, V value, long before) {
        known.asMap().compute(key, (_, old) -> forgotten.get() == before ? value : old);
    }

    public void forget(K key) {
        forgotten.incrementAndGet();
        known.invalidate(key);
    }
}
