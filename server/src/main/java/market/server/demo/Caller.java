package market.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * One person or machine before one surface.
 *
 * @param token null for guests
 */
record Caller(Http http, URI surface, @Nullable String token) {

    /** The data of an answer; an answer with errors ends the story. */
    Answer ask(String document, Map<String, ?> variables) {
        var request = HttpRequest.newBuilder(surface)
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .header("Accept-Language", "zh-CN")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("query", document, "variables", variables))));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = http.send(request);
        var answer = new Answer(Json.read(response.body(), JsonNode.class));
        if (!answer.isNothing("/errors")) {
            throw new ClaimFailedException(
                    document.lines().findFirst().orElse(""), "the request is answered", "no errors", response.body());
        }
        return answer.at("/data");
    }

    /** The payload of a mutation of one field, refusals included. */
    Answer attempt(String document, Map<String, ?> input) {
        var data = ask(document, Map.of("input", input));
        return new Answer(data.node().elements().next());
    }

    /** The payload of a mutation of one field that must not be refused. */
    Answer change(String document, Map<String, ?> input) {
        var payload = attempt(document, input);
        if (!payload.list("/userErrors").isEmpty()) {
            throw new ClaimFailedException(
                    document.lines().findFirst().orElse(""),
                    "the change is made",
                    "no userErrors",
                    payload.at("/userErrors"));
        }
        return payload;
    }
}
