package market.server.operating;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks Elasticsearch whether it is there. */
@Singleton
final class SearchProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI health;

    SearchProbe(@Value("${market.elasticsearch.url}") String url) {
        this.health = URI.create(url.split(",", -1)[0] + "/_cluster/health");
    }

    String status() {
        try {
            var request = HttpRequest.newBuilder(health).timeout(TIMEOUT).build();
            return "HTTP " + http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
