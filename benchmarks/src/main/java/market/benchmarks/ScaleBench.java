package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A large catalogue: how fast its index is built, how much memory that takes, and how fast it is searched. */
final class ScaleBench {

    private static final double REBUILD_BAR = 0.6;
    private static final double HEAP_BAR_MEBIBYTES = 1024;
    private static final double SLOWER_BAR = 1.5;
    private static final int SMALL = 2_000;
    private static final int SEARCHERS = 2;
    private static final int SEARCHES_EACH_SECOND = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration LEAD_IN = Duration.ofSeconds(2);
    private static final Duration SEARCHED = Duration.ofSeconds(20);
    private static final Duration BUILT = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)$");

    private final Lab lab;
    private final URI engine;
    private final Report report;
    private final List<byte[]> searches;

    ScaleBench(Lab lab, URI engine, List<JudgedQuery> queries, Report report) {
        this.lab = lab;
        this.engine = engine;
        this.report = report;
        this.searches = queries.stream()
                .map(JudgedQuery::text)
                .distinct()
                .map(words -> SearchContest.search(engine, words))
                .toList();
    }

    void run(int products) throws IOException, SQLException {
        try (var connection = lab.connect()) {
            var goods = new ManyGoods(connection);
            goods.upTo(SMALL);
            rebuild(connection);
            var small = search("%,d products".formatted(SMALL));
            report.progress("making %,d products with %,d variants".formatted(products, products * ManyGoods.VARIANTS));
            goods.upTo(products);
            var built = rebuild(connection);
            var documents = goods.count("catalog.product WHERE status = 'LISTED'");
            report.add(Figure.told(
                    "rebuild",
                    documents / built.seconds(),
                    "/s",
                    "%,d documents, %.0f s".formatted(documents, built.seconds())));
            var loader = new PlainLoader(lab.elasticsearchUrl(), lab.settings().results());
            var straight = loader.load();
            report.add(Figure.told("plain bulk loader", straight, "/s", "the same documents, as many at once"));
            report.add(Figure.atLeast(
                    REBUILD_BAR, "rebuild to plain loader", documents / built.seconds() / straight, "same run"));
            report.add(Figure.atMost(
                    HEAP_BAR_MEBIBYTES, "heap while rebuilding, MiB", built.heapMebibytes(), "the most that was used"));
            var large = search("%,d products".formatted(products));
            report.add(Figure.atMost(
                    SLOWER_BAR,
                    "search p99, large to small",
                    large.percentileMillis(99) / small.percentileMillis(99),
                    "with all facets, %d/s".formatted(SEARCHES_EACH_SECOND)));
        }
    }

    private record Built(double seconds, double heapMebibytes) {}

    /** Has the engine build its index anew, as it does when it finds none that has all changes. */
    private Built rebuild(Connection connection) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE search.index_form SET is_complete = false");
        }
        // The engine looks every two seconds whether to build, which is not building.
        await(connection, "SELECT EXISTS (SELECT 1 FROM search.rebuild)");
        var began = System.nanoTime();
        var heap = await(connection, "SELECT bool_and(is_complete) FROM search.index_form");
        return new Built((System.nanoTime() - began) / 1e9, heap);
    }

    /** Until the database says so; the most heap that the engine used meanwhile. */
    private double await(Connection connection, String sql) throws IOException, SQLException {
        var heap = 0.0;
        var end = System.nanoTime() + BUILT.toNanos();
        while (System.nanoTime() < end) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return heap;
                }
            }
            heap = Math.max(heap, heap());
            StatementLog.pause(BETWEEN);
        }
        throw new BenchmarkException("The index was not built within " + BUILT);
    }

    private double heap() throws IOException {
        try (var connection = new HttpConnection(engine)) {
            var text =
                    connection.send(HttpConnection.get(engine, "/prometheus")).text();
            return HEAP.matcher(text)
                            .results()
                            .mapToDouble(found -> Double.parseDouble(found.group(1)))
                            .sum()
                    / MEBIBYTE;
        }
    }

    private Load.Outcome search(String what) {
        // As fast as it answers until the compiler is done, and then at a rate that leaves it time.
        Load.onPlatformThreads(SEARCHERS, WARM_UP, _ -> new Searching());
        var outcome = PacedLoad.run(SEARCHERS, SEARCHES_EACH_SECOND, LEAD_IN, SEARCHED, _ -> new Searching());
        report.add(Figure.told("search p50, " + what, outcome.percentileMillis(50), "ms", "begun at a fixed rate"));
        report.add(Figure.told("search p99, " + what, outcome.percentileMillis(99), "ms", ""));
        return outcome;
    }

    /** One connection that searches. */
    private final class Searching implements Load.Deed {
        private final HttpConnection connection;

        Searching() {
            try {
                connection = new HttpConnection(engine);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void run() throws IOException {
            var answer =
                    connection.send(searches.get(ThreadLocalRandom.current().nextInt(searches.size())));
            if (answer.status() != 200 || !answer.startsWith("{\"data\":{\"")) {
                throw new BenchmarkException("Unexpected answer " + answer.status() + ": " + answer.text());
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
