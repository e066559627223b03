package market.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import market.kernel.Json;
import market.server.TestEngine;
import org.jspecify.annotations.Nullable;

/** A program that calls one surface of one engine. */
record Client(URI surface, Map<String, String> headers) {

    static final String GRAPHQL_JSON = "application/graphql-response+json";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    static Client guest(TestEngine engine) {
        return new Client(engine.url().resolve("/graphql"), Map.of());
    }

    /** With the development key of the first account of this role. */
    static Client staff(TestEngine engine, String role) {
        return staff(engine, "role", role);
    }

    /** With the development key of the first account whose member has this value. */
    static Client staff(TestEngine engine, String member, String value) {
        var accounts = guest(engine).at("/dev/accounts.json").send("GET", null).json();
        var account = StreamSupport.stream(accounts.at("/accounts").spliterator(), false)
                .filter(each -> each.at("/" + member).asText().equals(value))
                .findFirst()
                .orElseThrow();
        return guest(engine)
                .at(account.at("/endpoint").asText())
                .with("Authorization", "Bearer " + account.at("/apiKey").asText());
    }

    Client at(String path) {
        return new Client(surface.resolve(path), headers);
    }

    Client with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Client(surface, more);
    }

    Reply ask(String document) {
        return ask(document, Map.of());
    }

    Reply ask(String document, Map<String, ?> variables) {
        return post(Json.write(Map.of("query", document, "variables", variables)));
    }

    /** The data of an answer that must have no errors. */
    JsonNode data(String document, Map<String, ?> variables) {
        var reply = ask(document, variables);
        if (reply.status() != 200 || reply.json().has("errors")) {
            throw new AssertionError(document + " was answered " + reply);
        }
        return reply.json().at("/data");
    }

    Reply post(String body) {
        return (headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json"))
                .send("POST", body);
    }

    Reply get(Map<String, String> parameters) {
        var query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return getRaw(query);
    }

    Reply getRaw(String query) {
        return new Client(URI.create(surface + "?" + query), headers).send("GET", null);
    }

    Reply send(String method, @Nullable String body) {
        var request = HttpRequest.newBuilder(surface).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            return Reply.of(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
