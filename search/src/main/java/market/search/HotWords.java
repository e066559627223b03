package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What shoppers look for these days. Counted in memory and written down a few times a minute: a copy that dies loses
 * seconds of counts, which nobody misses. Only searches that found something count, so that nothing is spread by typing it.
 */
@Singleton
public class HotWords {

    private static final int LENGTH_MAX = 20;
    private static final int COUNTED_MAX = 5_000;
    private static final int KEPT = 200;
    /** Typed by fewer, words may name a person. */
    private static final int COUNT_MIN = 5;

    private final JdbcOperations jdbc;
    private final SearchRules rules;
    private final Map<String, LongAdder> counted = new ConcurrentHashMap<>();
    private volatile List<String> top = List.of();

    HotWords(JdbcOperations jdbc, SearchRules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    /** Most wanted first. A word that the operator made a stop word is not shown to others. */
    public List<String> top(int limit) {
        return shown().limit(limit).toList();
    }

    private Stream<String> shown() {
        var unwanted = rules.words().stopWords();
        return top.stream().filter(words -> unwanted.stream().noneMatch(words::contains));
    }

    List<String> beginningWith(String typed, int limit) {
        return shown().filter(words -> words.replace(" ", "").startsWith(typed))
                .limit(limit)
                .toList();
    }

    void found(String words) {
        var kept = words.strip();
        if (!kept.isEmpty() && kept.length() <= LENGTH_MAX && counted.size() < COUNTED_MAX) {
            counted.computeIfAbsent(kept, _ -> new LongAdder()).increment();
        }
    }

    /** Writes down what was counted since, and reads what all copies counted. */
    @Transactional
    void exchange() {
        var since = new HashMap<String, Long>();
        counted.keySet().forEach(words -> {
            var count = counted.remove(words);
            if (count != null) {
                since.put(words, count.sum());
            }
        });
        // In one order everywhere, so that two copies never wait for one another.
        var words = since.keySet().stream().sorted().toList();
        if (!words.isEmpty()) {
            write(words, words.stream().map(since::get).toList());
        }
        top = read();
    }

    private void write(List<String> words, List<Long> counts) {
        jdbc.prepareStatement("""
                INSERT INTO search.hot_word (day, words, count)
                SELECT current_date, given.words, given.count FROM unnest(?, ?) AS given (words, count)
                ON CONFLICT (day, words) DO UPDATE SET count = hot_word.count + excluded.count
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("text", words.toArray()));
            statement.setArray(2, connection.createArrayOf("bigint", counts.toArray()));
            return statement.executeUpdate();
        });
        jdbc.prepareStatement(
                "DELETE FROM search.hot_word WHERE day < current_date - 30", statement -> statement.executeUpdate());
    }

    private List<String> read() {
        return jdbc.prepareStatement("""
                SELECT words
                  FROM search.hot_word
                 WHERE day > current_date - 7
                 GROUP BY words
                HAVING sum(count) >= ?
                 ORDER BY sum(count) DESC, words
                 LIMIT ?
                """, statement -> {
            statement.setInt(1, COUNT_MIN);
            statement.setInt(2, KEPT);
            var read = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(rows.getString("words"));
                }
            }
            return read;
        });
    }
}
