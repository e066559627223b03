package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A whole product page by handle over GraphQL, against constant bytes of the same server. */
final class ProductBench {

    private static final double BAR = 0.08;
    private static final int STATEMENTS_MAX = 3;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ROUNDS_MIN = 4;
    private static final int WARM_UP_ROUNDS_MAX = 10;
    private static final double STEADY = 1.05;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int COUNTED_REQUESTS = 40;
    private static final byte[] EXPECTED = "{\"data\":{\"product\":{".getBytes(StandardCharsets.US_ASCII);
    private static final String QUERY = """
            query Page($handle: String!) {
              product(by: { handle: $handle }) {
                title
                priceRange { min { amount currency } max { amount currency } }
                variants(first: 20) { edges { node { id sku title price { amount currency } availability } } }
                merchant { name }
                attributes { code label displayValue }
                certificates { kind number name validTo }
                origin { code path }
              }
            }
            """;

    private final BenchSettings settings;
    private final @Nullable Lab lab;
    private final URI engine;
    private final Report report;

    ProductBench(BenchSettings settings, @Nullable Lab lab, URI engine, Report report) {
        this.settings = settings;
        this.lab = lab;
        this.engine = engine;
        this.report = report;
    }

    void run() throws IOException {
        var requests = requests();
        countStatements(requests);
        var pages = onSale(requests);
        var root = List.of(HttpConnection.get(engine, "/"));
        warmUp(pages, root);
        var products = new ArrayList<Load.Outcome>();
        var statics = new ArrayList<Load.Outcome>();
        for (var round = 0; round < ROUNDS; round++) {
            products.add(measure(pages, EXPECTED, ROUND));
            statics.add(measure(root, new byte[0], ROUND));
            report.progress("round %d: %.0f pages/s, %.0f static/s"
                    .formatted(
                            round + 1,
                            products.getLast().perSecond(),
                            statics.getLast().perSecond()));
        }
        tell(Load.Outcome.sum(products), Load.Outcome.sum(statics), pages.size());
    }

    /** Until the compiler has nothing left to gain: a round no better than the one before it, or the time is up. */
    private void warmUp(List<byte[]> pages, List<byte[]> root) {
        report.progress("warming up on " + pages.size() + " products");
        measure(root, new byte[0], ROUND);
        var before = 0.0;
        for (var i = 0; i < WARM_UP_ROUNDS_MAX; i++) {
            var rate = measure(pages, EXPECTED, ROUND).perSecond();
            if (i >= WARM_UP_ROUNDS_MIN && rate < before * STEADY) {
                return;
            }
            before = Math.max(before, rate);
        }
    }

    private void tell(Load.Outcome product, Load.Outcome constant, int handles) {
        var how = CONNECTIONS + " kept-alive connections";
        report.add(Figure.told("product pages", product.perSecond(), "/s", how + ", " + handles + " handles"));
        report.add(Figure.told("product p50", product.percentileMillis(50), "ms", ""));
        report.add(Figure.told("product p99", product.percentileMillis(99), "ms", ""));
        report.add(Figure.told("static GET /", constant.perSecond(), "/s", how));
        report.add(Figure.told("static p99", constant.percentileMillis(99), "ms", ""));
        report.add(Figure.atLeast(
                BAR,
                "product to static",
                product.perSecond() / constant.perSecond(),
                "product pages/s to constant bytes/s of the same server, rounds in turn"));
    }

    /** One request per product of the data packs, as bytes. */
    private List<byte[]> requests() throws IOException {
        return handles().stream()
                .map(handle -> Json.write(Map.of("query", QUERY, "variables", Map.of("handle", handle))))
                .map(body -> HttpConnection.post(engine, "/graphql", "application/json", body))
                .toList();
    }

    /** Those of the requests whose product is on sale. */
    private List<byte[]> onSale(List<byte[]> requests) throws IOException {
        var pages = new ArrayList<byte[]>();
        try (var connection = new HttpConnection(engine)) {
            for (var request : requests) {
                var answer = connection.send(request);
                if (answer.text().contains("\"errors\"")) {
                    throw new BenchmarkException("A page fails: " + answer.text());
                }
                if (startsWith(answer.body(), EXPECTED)) {
                    pages.add(request);
                }
            }
        }
        if (pages.isEmpty()) {
            throw new BenchmarkException("No product of the data packs is on sale");
        }
        return pages;
    }

    private List<String> handles() throws IOException {
        var handles = new ArrayList<String>();
        try (var packs = Files.newDirectoryStream(settings.dataPacks())) {
            for (var pack : packs) {
                var table = pack.resolve("products.csv");
                if (Files.exists(table)) {
                    var lines = Files.readAllLines(table);
                    var column = List.of(lines.getFirst().split(",", -1)).indexOf("handle");
                    lines.stream()
                            .skip(1)
                            .map(line -> line.split(",", -1)[column])
                            .forEach(handles::add);
                }
            }
        }
        return handles;
    }

    private Load.Outcome measure(List<byte[]> requests, byte[] expected, Duration time) {
        IntFunction<Load.Deed> deeds = _ -> new Asking(engine, requests, expected);
        return Load.onPlatformThreads(CONNECTIONS, time, deeds);
    }

    /** Counted on pages nobody has opened yet, one after another, each between two marks in PostgreSQL's log. */
    private void countStatements(List<byte[]> requests) throws IOException {
        if (lab == null) {
            report.say("The statements per request are not counted: the engine at MARKET_URL keeps its log to itself.");
            return;
        }
        var most = new ArrayList<StatementLog.Statement>();
        var kinds = new TreeMap<Integer, Integer>();
        try (var log = StatementLog.open(lab);
                var connection = new HttpConnection(engine)) {
            // The very first page of an engine also reads the product types.
            connection.send(requests.getFirst());
            log.learnBackground(Duration.ofSeconds(3));
            for (var request : requests.subList(1, Math.min(COUNTED_REQUESTS, requests.size() - 1) + 1)) {
                var mark = log.mark();
                connection.send(request);
                var said = log.since(mark).stream()
                        .filter(statement -> !statement.isBoundary() && !statement.isSetting())
                        .toList();
                kinds.merge(said.size(), 1, Integer::sum);
                if (said.size() > most.size()) {
                    most.clear();
                    most.addAll(said);
                }
            }
        }
        report.add(Figure.atMost(
                STATEMENTS_MAX,
                "SQL statements per page never opened before, at most",
                most.size(),
                "statements in PostgreSQL's log between marks, BEGIN and COMMIT apart; requests by count: " + kinds));
        if (most.size() > STATEMENTS_MAX) {
            most.forEach(statement -> report.say(statement.text().replaceAll("\\s+", " ")));
        }
    }

    private static boolean startsWith(byte[] body, byte[] expected) {
        for (var i = 0; i < expected.length; i++) {
            if (i >= body.length || body[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** One connection that asks for one of the requests after another. */
    private static final class Asking implements Load.Deed {

        private final HttpConnection connection;
        private final List<byte[]> requests;
        private final byte[] expected;

        Asking(URI engine, List<byte[]> requests, byte[] expected) {
            try {
                connection = new HttpConnection(engine);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.requests = requests;
            this.expected = expected;
        }

        @Override
        public void run() throws IOException {
            var answer =
                    connection.send(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
            if (answer.status() != 200 || !startsWith(answer.body(), expected)) {
                throw new BenchmarkException("Unexpected answer " + answer.status() + ": " + answer.text());
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
