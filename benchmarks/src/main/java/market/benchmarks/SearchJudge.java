package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.kernel.Json;

/** Puts the judged queries to an engine over HTTP and judges its answers by the rules. */
final class SearchJudge {

    private static final String SEARCH = """
            query Judged($words: String!) {
              productSearch(input: { query: $words }, first: 50) { edges { node { handle } } }
            }
            """;

    private static final Duration INDEXED = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final URI engine;
    private final List<JudgedGoods> catalogue;
    private final List<JudgedQuery> queries;

    SearchJudge(URI engine, Path dataPacks, Path queries) {
        this.engine = engine;
        this.catalogue = JudgedGoods.read(dataPacks);
        this.queries = JudgedQuery.read(queries);
    }

    /** Waits until the engine finds all goods; answers to a part of them are not worth judging. */
    void awaitCatalogue() throws IOException {
        var body = Json.write(Map.of("query", "{ productSearch(input: {}, first: 1) { totalCount degraded } }"));
        var deadline = System.nanoTime() + INDEXED.toNanos();
        try (var connection = new HttpConnection(engine)) {
            while (System.nanoTime() < deadline) {
                var answer = connection.send(HttpConnection.post(engine, "/graphql", "application/json", body));
                var found = Json.mapper().readTree(answer.text()).path("data").path("productSearch");
                if (found.path("totalCount").asInt() >= catalogue.size()
                        && !found.path("degraded").asBoolean()) {
                    return;
                }
                StatementLog.pause(BETWEEN);
            }
        }
        throw new BenchmarkException("The engine did not index its goods within " + INDEXED);
    }

    /** In the order of the queries. */
    List<Judgement> judge() throws IOException {
        var judged = new ArrayList<Judgement>();
        try (var connection = new HttpConnection(engine)) {
            for (var query : queries) {
                Judgement.of(query, catalogue, ask(connection, query.text())).ifPresent(judged::add);
            }
        }
        return judged;
    }

    static Map<String, List<Judgement>> byKind(List<Judgement> judged) {
        var kinds = new LinkedHashMap<String, List<Judgement>>();
        judged.forEach(each -> kinds.computeIfAbsent(each.query().kind(), _ -> new ArrayList<>())
                .add(each));
        return kinds;
    }

    List<String> ask(HttpConnection connection, String words) throws IOException {
        var body = Json.write(Map.of("query", SEARCH, "variables", Map.of("words", words)));
        var answer = connection.send(HttpConnection.post(engine, "/graphql", "application/json", body));
        var edges = Json.mapper()
                .readTree(answer.text())
                .path("data")
                .path("productSearch")
                .path("edges");
        if (answer.status() != 200 || !edges.isArray()) {
            throw new BenchmarkException("No answer to " + words + ": " + answer.text());
        }
        var handles = new ArrayList<String>();
        edges.forEach(edge -> handles.add(edge.path("node").path("handle").asText()));
        return handles;
    }
}
