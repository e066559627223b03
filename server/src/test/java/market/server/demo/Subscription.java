package market.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A client that reads server-sent events. */
final class Subscription implements AutoCloseable {

    private static final String DOCUMENT = """
            subscription Follow($id: ID!) {
              orderChanged(id: $id) { status merchantOrders { status } }
            }""";
    private static final long PATIENCE_SECONDS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final HttpResponse<Stream<String>> response;

    Subscription(URI engine, String order, @Nullable String token) throws Exception {
        var request = HttpRequest.newBuilder(engine.resolve("/graphql"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("query", DOCUMENT, "variables", Map.of("id", order)))));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try {
            response.body().forEach(lines::add);
        } catch (UncheckedIOException _) {
            // The test has seen enough and hung up.
        }
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** The next line that is not empty. */
    String line() throws InterruptedException {
        String line;
        do {
            line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } while (line != null && line.isEmpty());
        return String.valueOf(line);
    }

    /** The next event's name, and its data in the second place. */
    String event() throws InterruptedException {
        String line;
        do {
            line = line();
        } while (line.startsWith(":"));
        return line;
    }

    Answer next() throws InterruptedException {
        var name = event();
        if (!name.equals("event: next")) {
            throw new AssertionError("Not the next answer: " + name);
        }
        return new Answer(Json.read(line().substring("data: ".length()), JsonNode.class)).at("/data/orderChanged");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
