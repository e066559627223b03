package market.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import market.kernel.Digests;
import market.kernel.Json;

/** Questions a front-end asks all day, by POST and as trusted GETs, against constant bytes of the same server. */
final class GraphqlBench {

    private static final String PRODUCT = """
            query Product($handle: String!) {
              product(by: { handle: $handle }) {
                id handle title imageUrl
                priceRange { min { amount } max { amount } }
                categoryPath { code name }
                certificates { kind name validTo }
                variants(first: 2) { edges { node { id sku price { amount } } } }
              }
            }
            """;
    private static final String LISTING = """
            query Listing {
              productSearch(input: {}, first: 24) {
                edges { node { id handle title imageUrl priceRange { min { amount } max { amount } } } }
              }
            }
            """;
    private static final String REGISTER = """
            mutation Register($input: TrustedDocumentsRegisterInput!) {
              trustedDocumentsRegister(input: $input) { userErrors { message } }
            }
            """;
    private static final String PRODUCT_ANSWER = "{\"data\":{\"product\":{";
    private static final String LISTING_ANSWER = "{\"data\":{\"productSearch\":{";
    private static final int LONGEST_TO_USUAL = 8;

    private final BenchSettings settings;
    private final URI engine;
    private final Report report;
    private final HttpClient client = HttpClient.newHttpClient();

    GraphqlBench(BenchSettings settings, URI engine, Report report) {
        this.settings = settings;
        this.engine = engine;
        this.report = report;
    }

    void run() throws IOException {
        trustTheProductPage();
        var handles = new ArrayList<String>();
        for (var handle : PackHandles.read(settings.dataPacks())) {
            if (get(path(handle)).body().startsWith(PRODUCT_ANSWER)) {
                handles.add(handle);
            }
        }
        var unchanged = new ArrayList<byte[]>();
        for (var handle : handles) {
            var tag = get(path(handle)).headers().firstValue("ETag").orElseThrow();
            unchanged.add(HttpConnection.get(engine, path(handle), "If-None-Match: " + tag));
        }
        var outcomes = new Contest(engine, report)
                .run(List.of(
                        new Contest.Side("static", List.of(HttpConnection.get(engine, "/")), 200, ""),
                        new Contest.Side("product", posts(handles), 200, PRODUCT_ANSWER),
                        new Contest.Side("listing", List.of(post(LISTING, Map.of())), 200, LISTING_ANSWER),
                        new Contest.Side("trusted GET", gets(handles), 200, PRODUCT_ANSWER),
                        new Contest.Side("unchanged", unchanged, 304, "")));
        tell(outcomes);
    }

    private void tell(Map<String, Load.Outcome> outcomes) {
        outcomes.forEach((name, outcome) -> {
            report.add(Figure.told(name, outcome.perSecond(), "/s", Contest.CONNECTIONS + " kept-alive connections"));
            report.add(Figure.told(name + " p50", outcome.percentileMillis(50), "ms", ""));
            report.add(Figure.told(name + " p99", outcome.percentileMillis(99), "ms", ""));
        });
        var bars = Map.of("product", 0.12, "listing", 0.05, "trusted GET", 0.5, "unchanged", 0.6);
        var constant = Objects.requireNonNull(outcomes.get("static")).perSecond();
        outcomes.forEach((name, outcome) -> {
            var bar = bars.get(name);
            if (bar != null) {
                report.add(Figure.atLeast(
                        bar, name + " to static", outcome.perSecond() / constant, "requests/s, rounds in turn"));
                report.add(Figure.atMost(
                        LONGEST_TO_USUAL,
                        name + " p99 to p50",
                        outcome.percentileMillis(99) / outcome.percentileMillis(50),
                        "at " + Contest.CONNECTIONS + " connections"));
            }
        });
    }

    private void trustTheProductPage() throws IOException {
        var accounts =
                Json.read(get("/dev/accounts.json").body(), JsonNode.class).path("accounts");
        var operator = StreamSupport.stream(accounts.spliterator(), false)
                .filter(account -> account.path("role").asText().equals("OPERATOR"))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("/dev/accounts.json names no operator"));
        var document = Map.of("sha256", Digests.sha256Hex(PRODUCT), "document", PRODUCT);
        var input = Map.of("client", "benchmark", "documents", List.of(document));
        var answer = send(HttpRequest.newBuilder(engine.resolve("/operator/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + operator.path("apiKey").asText())
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("query", REGISTER, "variables", Map.of("input", input))))));
        if (!answer.body().contains("\"userErrors\":[]")) {
            throw new BenchmarkException("The document was not registered: " + answer.body());
        }
    }

    private List<byte[]> posts(List<String> handles) {
        return handles.stream()
                .map(handle -> post(PRODUCT, Map.of("handle", handle)))
                .toList();
    }

    private List<byte[]> gets(List<String> handles) {
        return handles.stream()
                .map(handle -> HttpConnection.get(engine, path(handle)))
                .toList();
    }

    private byte[] post(String query, Map<String, String> variables) {
        return HttpConnection.post(
                engine, "/graphql", "application/json", Json.write(Map.of("query", query, "variables", variables)));
    }

    private static String path(String handle) {
        var extensions = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Digests.sha256Hex(PRODUCT)));
        return "/graphql?extensions=" + encoded(extensions) + "&variables=" + encoded(Map.of("handle", handle));
    }

    private static String encoded(Map<String, ?> parameter) {
        return URLEncoder.encode(Json.write(parameter), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(engine.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }
}
