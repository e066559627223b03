package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.kernel.Json;

/** Searches and suggestions through GraphQL against the very same searches sent straight to Elasticsearch. */
final class SearchContest {

    private static final double SEARCH_BAR = 0.7;
    private static final double SLOWER_BAR = 1.5;
    private static final double SUGGEST_BAR = 0.4;
    private static final double SUGGEST_P99_MILLIS = 20;
    private static final int QUERIES_MAX = 300;
    /** A search with all its facets keeps a processor busy for some milliseconds. */
    private static final int SEARCHERS = 8;
    /** A minute: until then compiling takes more of the engine's time than searching. */
    private static final int WARM_UP_ROUNDS = 12;

    private static final String SEARCH = """
            query Search($words: String!) {
              productSearch(input: { query: $words }, first: 24) {
                totalCount
                edges { node { id handle title imageUrl priceRange { min { amount } max { amount } } merchant { name } } }
                facets { code label values { value label count isSelected } }
              }
            }
            """;
    private static final String SUGGEST = """
            query Suggest($words: String!) {
              searchSuggestions(typed: $words) { queries products { handle title } categories { code name } }
            }
            """;

    /** What is asked of the engine, and all that the engine asks of Elasticsearch for it. */
    record Pair(String words, List<SearchRecorder.Search> straight) {}

    /** What was recorded. */
    record Recorded(List<Pair> searches, List<Pair> suggestions) {}

    private final Report report;

    SearchContest(Report report) {
        this.report = report;
    }

    /** Asks an engine behind a recorder each question once. */
    static Recorded record(URI engine, SearchRecorder recorder, List<JudgedQuery> queries) throws IOException {
        var words = queries.stream()
                .map(JudgedQuery::text)
                .distinct()
                .limit(QUERIES_MAX)
                .toList();
        var beginnings = words.stream()
                .map(text -> text.substring(0, Math.min(3, text.length())))
                .distinct()
                .toList();
        return new Recorded(record(engine, recorder, words, SEARCH), record(engine, recorder, beginnings, SUGGEST));
    }

    private static List<Pair> record(URI engine, SearchRecorder recorder, List<String> words, String document)
            throws IOException {
        var pairs = new ArrayList<Pair>();
        try (var connection = new HttpConnection(engine)) {
            recorder.takeAll();
            for (var each : words) {
                connection.send(post(engine, document, each));
                var straight = recorder.takeAll();
                // What is answered without Elasticsearch has no equal.
                if (!straight.isEmpty()) {
                    pairs.add(new Pair(each, straight));
                }
            }
        }
        return pairs;
    }

    void run(URI engine, URI elasticsearch, Recorded recorded) {
        var searches = List.of(
                side("search", engine, SEARCH, recorded.searches()),
                straight("search, straight", elasticsearch, recorded.searches()));
        var suggestions = List.of(
                side("suggestions", engine, SUGGEST, recorded.suggestions()),
                straight("suggestions, straight", elasticsearch, recorded.suggestions()));
        var outcomes = new LinkedHashMap<>(contest(engine, searches, SEARCHERS));
        outcomes.putAll(contest(engine, suggestions, Contest.CONNECTIONS));
        tell(outcomes, "search", SEARCH_BAR);
        report.add(Figure.atMost(
                SLOWER_BAR,
                "search p99 to straight",
                p99(outcomes, "search") / p99(outcomes, "search, straight"),
                "same run"));
        tell(outcomes, "suggestions", SUGGEST_BAR);
        report.add(Figure.atMost(
                SUGGEST_P99_MILLIS, "suggestions p99 ms", p99(outcomes, "suggestions"), "at full load of both sides"));
    }

    private Map<String, Load.Outcome> contest(URI engine, List<Contest.Side> sides, int connections) {
        var outcomes = new Contest(engine, report, connections, WARM_UP_ROUNDS).run(sides);
        outcomes.forEach((name, outcome) -> {
            report.add(Figure.told(name, outcome.perSecond(), "/s", connections + " kept-alive connections"));
            report.add(Figure.told(name + " p99", outcome.percentileMillis(99), "ms", ""));
        });
        return outcomes;
    }

    private void tell(Map<String, Load.Outcome> outcomes, String name, double bar) {
        var ours = outcomes.get(name);
        var theirs = outcomes.get(name + ", straight");
        if (ours != null && theirs != null) {
            report.add(Figure.atLeast(
                    bar,
                    name + " to straight",
                    ours.perSecond() / theirs.perSecond(),
                    "the same _search, or the same two where few goods are found; rounds in turn"));
        }
    }

    private static double p99(Map<String, Load.Outcome> outcomes, String name) {
        var outcome = outcomes.get(name);
        return outcome == null ? Double.NaN : outcome.percentileMillis(99);
    }

    private static Contest.Side side(String name, URI engine, String document, List<Pair> pairs) {
        return new Contest.Side(
                name,
                pairs.stream()
                        .map(pair -> List.of(post(engine, document, pair.words())))
                        .toList(),
                200,
                "{\"data\":{\"",
                engine);
    }

    private static Contest.Side straight(String name, URI elasticsearch, List<Pair> pairs) {
        return new Contest.Side(
                name,
                pairs.stream()
                        .map(pair -> pair.straight().stream()
                                .map(search ->
                                        HttpConnection.post(elasticsearch, search.path(), search.type(), search.body()))
                                .toList())
                        .toList(),
                200,
                "{",
                elasticsearch);
    }

    /** A page of 24 with all its facets. */
    static byte[] search(URI engine, String words) {
        return post(engine, SEARCH, words);
    }

    private static byte[] post(URI engine, String document, String words) {
        return HttpConnection.post(
                engine,
                "/graphql",
                "application/json",
                Json.write(Map.of("query", document, "variables", Map.of("words", words))));
    }
}
