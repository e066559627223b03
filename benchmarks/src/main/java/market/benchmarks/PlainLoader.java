package market.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.kernel.Json;

/** Puts the documents of an index into another of the same form, as fast as Elasticsearch takes them. */
final class PlainLoader {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String INDICES = "/techan-products-*";
    private static final String TARGET = "/plain-loader";
    /** As many as the engine writes at once, in requests of the same size. */
    private static final int AT_ONCE = 3;

    private static final int PAGE = 200;

    private final URI elasticsearch;
    private final Path folder;

    PlainLoader(URI elasticsearch, Path folder) {
        this.elasticsearch = elasticsearch;
        this.folder = folder;
    }

    /** Documents in a second. */
    double load() throws IOException {
        var requests = folder.resolve("plain-loader.bulk");
        var count = write(requests);
        try (var connection = new HttpConnection(elasticsearch)) {
            var mappings = ask(connection, "GET", INDICES + "/_mapping", "")
                    .elements()
                    .next()
                    .path("mappings");
            ask(connection, "DELETE", TARGET + "?ignore_unavailable=true", "");
            ask(
                    connection,
                    "PUT",
                    TARGET,
                    Json.write(Map.of(
                            "settings",
                            Map.of("index.refresh_interval", "-1", "index.mapping.nested_objects.limit", 10_000),
                            "mappings",
                            mappings)));
            var began = System.nanoTime();
            send(requests);
            ask(connection, "POST", TARGET + "/_refresh", "");
            var seconds = (System.nanoTime() - began) / 1e9;
            ask(connection, "DELETE", TARGET, "");
            Files.delete(requests);
            return count / seconds;
        }
    }

    /** The bodies of the requests, made beforehand so that the loader does nothing but send. */
    private long write(Path requests) throws IOException {
        var count = 0L;
        var after = "";
        try (var connection = new HttpConnection(elasticsearch);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(requests)))) {
            while (true) {
                var page = ask(
                                connection,
                                "POST",
                                INDICES + "/_search",
                                "{\"size\":%d,\"sort\":[{\"id\":\"asc\"}],\"track_total_hits\":false%s}"
                                        .formatted(PAGE, after))
                        .path("hits")
                        .path("hits");
                if (page.isEmpty()) {
                    out.writeInt(0);
                    return count;
                }
                var lines = new StringBuilder();
                for (var hit : page) {
                    lines.append("{\"index\":{\"_id\":\"")
                            .append(hit.path("_id").asText())
                            .append("\"}}\n")
                            .append(hit.path("_source"))
                            .append('\n');
                    after = ",\"search_after\":[\"" + hit.path("_id").asText() + "\"]";
                    count++;
                }
                var body = HttpConnection.post(elasticsearch, TARGET + "/_bulk", LINES, lines.toString());
                out.writeInt(body.length);
                out.write(body);
            }
        }
    }

    private void send(Path requests) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(requests)));
                var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var senders = new ArrayList<Future<?>>();
            for (var i = 0; i < AT_ONCE; i++) {
                senders.add(executor.submit(() -> {
                    try (var connection = new HttpConnection(elasticsearch)) {
                        for (var body = next(in); body.length > 0; body = next(in)) {
                            var answer = connection.send(body);
                            if (answer.status() != 200 || answer.text().contains("\"errors\":true")) {
                                throw new BenchmarkException("Elasticsearch refused documents: " + answer.status());
                            }
                        }
                    }
                    return null;
                }));
            }
            for (var sender : senders) {
                sender.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("The loader failed: " + e.getCause(), e);
        }
    }

    /** Empty at the end, however often it is asked. */
    private static byte[] next(DataInputStream in) throws IOException {
        synchronized (in) {
            if (in.available() == 0) {
                return new byte[0];
            }
            return in.readNBytes(in.readInt());
        }
    }

    private JsonNode ask(HttpConnection connection, String method, String path, String body) throws IOException {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, path, elasticsearch.getAuthority(), JSON, content.length)
                .getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + content.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        var answer = connection.send(whole);
        if (answer.status() >= 300) {
            throw new BenchmarkException(
                    method + " " + path + " was answered " + answer.status() + " " + answer.text());
        }
        return Json.read(answer.text(), JsonNode.class);
    }
}
