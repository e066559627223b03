package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import market.kernel.Json;

/** A large catalogue: how fast files of goods come in, what that leaves of product pages, and what the engine needs for it. */
final class CatalogBench {

    /** Products that the large catalogue is compared with. */
    static final int SMALL = 2_000;

    private static final int FILE_PRODUCTS = 20_000;
    private static final double VARIANTS_PER_SECOND = 2_000;
    private static final double SLOWER_MAX = 1.5;
    private static final double HEAP_MIB_MAX = 1_024;
    private static final int OPENED = 1_500;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final String EXPECTED = "{\"data\":{\"product\":{";

    private final Lab lab;
    private final URI engine;
    private final Report report;
    private final int products;
    private final GoodsFiles files;

    CatalogBench(Lab lab, URI engine, Report report, int products) {
        this.lab = lab;
        this.engine = engine;
        this.report = report;
        this.products = products;
        this.files = new GoodsFiles(engine, report);
    }

    void run() throws IOException, SQLException {
        files.send(0, SMALL);
        files.awaitShown(SMALL - 1);
        var small = opened(SMALL, 1);
        var smallLoad = loaded(SMALL);
        var before = System.nanoTime();
        for (var from = SMALL; from < products; from += FILE_PRODUCTS) {
            files.send(from, Math.min(products, from + FILE_PRODUCTS));
        }
        var seconds = (System.nanoTime() - before) / 1e9;
        var variants = (products - SMALL) * (long) GoodsFiles.VARIANTS;
        report.add(Figure.atLeast(
                VARIANTS_PER_SECOND,
                "variants in by files, per second",
                variants / seconds,
                "%,d variants in %.0f s, uploaded, read, checked and written by the engine"
                        .formatted(variants, seconds)));
        report.add(
                Figure.told("COPY of the same rows", copied(variants), "/s", "product and variant rows with indexes"));
        report.add(Figure.atMost(
                HEAP_MIB_MAX, "heap of the engine, at most", files.heapMibMax(), "MiB used, asked for meanwhile"));
        var large = opened(products, 2);
        report.add(Figure.told("page p99 at 2,000 products", small, "ms", "opened for the first time, one by one"));
        report.add(Figure.told("page p99 at %,d products".formatted(products), large, "ms", "the same"));
        report.add(Figure.atMost(
                SLOWER_MAX, "page p99 to that at 2,000 products", large / small, "pages nobody opened before"));
        report.add(Figure.told(
                "p99 of any page at 2,000 products", smallLoad, "ms", Contest.CONNECTIONS + " connections"));
        report.add(Figure.told("p99 of any page at all products", loaded(products), "ms", "the same"));
    }

    private byte[] page(int product) {
        var body = Json.write(
                Map.of("query", ProductBench.QUERY, "variables", Map.of("handle", GoodsFiles.handle(product))));
        return HttpConnection.post(engine, "/graphql", "application/json", body);
    }

    /** Ninety-ninth percentile, in milliseconds, of pages that are in no memory yet. */
    private double opened(int among, long seed) throws IOException {
        var order = new ArrayList<Integer>();
        for (var i = 0; i < among; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        var nanos = new long[OPENED];
        try (var connection = new HttpConnection(engine)) {
            // The code is warm before anything is timed.
            for (var i = 0; i < 400; i++) {
                ask(connection, page(order.get(i % 200)));
            }
            for (var i = 0; i < OPENED; i++) {
                var request = page(order.get(200 + i));
                var before = System.nanoTime();
                ask(connection, request);
                nanos[i] = System.nanoTime() - before;
            }
        }
        Arrays.sort(nanos);
        return nanos[OPENED * 99 / 100] / 1e6;
    }

    private static void ask(HttpConnection connection, byte[] request) throws IOException {
        var answer = connection.send(request);
        if (!answer.startsWith(EXPECTED)) {
            throw new BenchmarkException("A page fails: " + answer.text());
        }
    }

    private double loaded(int among) {
        return Load.onPlatformThreads(Contest.CONNECTIONS, ROUND, worker -> new Opening(among, worker))
                .percentileMillis(99);
    }

    private final class Opening implements Load.Deed {
        private final HttpConnection connection;
        private final Random random;
        private final int among;

        Opening(int among, int seed) {
            this.among = among;
            random = new Random(seed);
            try {
                connection = new HttpConnection(engine);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void run() throws IOException {
            ask(connection, page(random.nextInt(among)));
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** Variants per second when PostgreSQL copies the rows of both tables from files of its own, indexes and all. */
    private double copied(long variants) throws SQLException {
        try (var connection = lab.connect();
                var statement = connection.createStatement()) {
            var seconds = 0.0;
            for (var table : List.of("product", "variant")) {
                var file = lab.settings().data().toAbsolutePath().resolve("copied-" + table);
                statement.execute("COPY catalog." + table + " TO '" + file + "'");
                statement.execute("DROP TABLE IF EXISTS public.copied_" + table);
                statement.execute(
                        "CREATE TABLE public.copied_" + table + " (LIKE catalog." + table + " INCLUDING ALL)");
                var before = System.nanoTime();
                statement.execute("COPY public.copied_" + table + " FROM '" + file + "'");
                seconds += (System.nanoTime() - before) / 1e9;
                statement.execute("DROP TABLE public.copied_" + table);
            }
            return variants / seconds;
        }
    }
}
