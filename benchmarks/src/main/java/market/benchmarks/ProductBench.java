package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A whole product page by handle over GraphQL, against constant bytes of the same server. */
final class ProductBench {

    private static final double BAR = 0.08;
    private static final int STATEMENTS_MAX = 3;
    private static final int COUNTED_REQUESTS = 40;
    private static final String EXPECTED = "{\"data\":{\"product\":{";
    static final String QUERY = """
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
        var outcomes = new Contest(engine, report)
                .run(List.of(
                        new Contest.Side("static", List.of(HttpConnection.get(engine, "/")), 200, ""),
                        new Contest.Side("pages", pages, 200, EXPECTED)));
        tell(
                Objects.requireNonNull(outcomes.get("pages")),
                Objects.requireNonNull(outcomes.get("static")),
                pages.size());
    }

    private void tell(Load.Outcome product, Load.Outcome constant, int handles) {
        var how = Contest.CONNECTIONS + " kept-alive connections";
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
        return PackHandles.read(settings.dataPacks()).stream()
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
                if (answer.startsWith(EXPECTED)) {
                    pages.add(request);
                }
            }
        }
        if (pages.isEmpty()) {
            throw new BenchmarkException("No product of the data packs is on sale");
        }
        return pages;
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
}
