package market.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands between an engine and Elasticsearch and writes down what is searched for, so that the same can be sent straight. */
final class SearchRecorder implements AutoCloseable {

    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "accept", "authorization");

    /** A search as the engine sent it. */
    record Search(String path, String type, String body) {}

    private final URI elasticsearch;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Search> searches = new CopyOnWriteArrayList<>();

    private SearchRecorder(URI elasticsearch, HttpServer server) {
        this.elasticsearch = elasticsearch;
        this.server = server;
    }

    static SearchRecorder before(URI elasticsearch) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var recorder = new SearchRecorder(elasticsearch, server);
        server.createContext("/", recorder::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return recorder;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The searches since it was asked for them, in their order. */
    List<Search> takeAll() {
        var all = List.copyOf(searches);
        searches.clear();
        return all;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().toString();
            var request = HttpRequest.newBuilder(elasticsearch.resolve(path))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (KEPT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    request.header(name, values.getFirst());
                }
            });
            if (path.contains("/_search")) {
                searches.add(new Search(
                        path,
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        new String(body, StandardCharsets.UTF_8)));
            }
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (name.startsWith("content-type") || name.startsWith("x-elastic")) {
                    exchange.getResponseHeaders().set(name, values.getFirst());
                }
            });
            var isEmpty =
                    answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : answer.body().length);
            if (!isEmpty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
