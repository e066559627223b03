package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import market.kernel.Json;
import market.local.LocalService;
import market.server.TestEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without Redis the catalogue can be read, and whoever is signed in is told to come again: soon, and never by a 500. */
class LosingRedisTest {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String PRODUCT = "{ product(by: { handle: \"" + FindingGoods.TEA + "\" }) { title } }";
    private static final String MINE = "{ me { phone } myCart { id } }";
    private static final String CREATE =
            "mutation { cartCreate(input: { idempotencyKey: \"away\" }) { cart { id } userErrors { code } } }";

    @TempDir
    private static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_catalogue_can_be_read_and_the_signed_in_are_told_to_come_again() throws Exception {
        try (var engine = TestEngine.startWithOwnRedis(folder)) {
            var town = new Town(engine.url(), new Report(_ -> {}));
            var token = town.signIn("13905641299", null).text("/session/token");
            assertThat(ask(engine.url(), MINE, token).statusCode()).isEqualTo(200);

            engine.engine().services().stop(LocalService.REDIS);

            for (var round = 0; round < 5; round++) {
                var product = ask(engine.url(), PRODUCT, null);
                assertThat(product.statusCode()).isEqualTo(200);
                assertThat(product.body()).contains("\"title\"").doesNotContain("errors");
                var mine = ask(engine.url(), MINE, token);
                assertThat(mine.statusCode()).as(mine.body()).isEqualTo(503);
                assertThat(mine.body()).contains("\"UNAVAILABLE\"");
                assertThat(mine.headers().firstValue("Retry-After")).contains("2");
                assertThat(ask(engine.url(), CREATE, null).body()).contains("\"UNAVAILABLE\"");
                var desk = ask(engine.url().resolve("/merchant/graphql"), "{ merchant { id } }", token);
                assertThat(desk.statusCode()).isEqualTo(503);
            }

            engine.engine().services().start(LocalService.REDIS);
            engine.engine().services().awaitReady(LocalService.REDIS, START);
            await().atMost(START)
                    .until(() -> ask(engine.url(), CREATE, null).body().contains("\"crt_"));
        }
    }

    private HttpResponse<String> ask(URI engine, String document, @Nullable String token) throws Exception {
        var surface = engine.getPath().isEmpty() || engine.getPath().equals("/") ? engine.resolve("/graphql") : engine;
        var request = HttpRequest.newBuilder(surface)
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("query", document))));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var begun = System.nanoTime();
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(document).isLessThan(PATIENCE);
        return response;
    }
}
