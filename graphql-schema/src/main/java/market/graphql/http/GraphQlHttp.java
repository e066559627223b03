package market.graphql.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import market.graphql.Authenticator;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;
import market.kernel.Actor;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The rules of GraphQL over HTTP: what is accepted, who asks, and which status an answer has. */
@Singleton
final class GraphQlHttp {

    static final String GRAPHQL_JSON = "application/graphql-response+json";
    private static final int JSON_DEPTH_MAX = 64;
    private static final TypeReference<Map<String, @Nullable Object>> JSON_OBJECT = new TypeReference<>() {};

    private final GraphQlExecutor executor;
    private final List<Authenticator> authenticators;
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JSON_DEPTH_MAX)
                    .build())
            .build());

    GraphQlHttp(GraphQlExecutor executor, Collection<Authenticator> authenticators) {
        this.executor = executor;
        this.authenticators = List.copyOf(authenticators);
    }

    HttpResponse<?> post(Surface surface, HttpRequest<?> request, byte @Nullable [] body) {
        return answer(surface, request, () -> {
            var contentType = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
            if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
                throw new Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "Send the request as application/json");
            }
            return parse(body == null ? new byte[0] : body);
        });
    }

    HttpResponse<?> get(Surface surface, HttpRequest<?> request) {
        return answer(surface, request, () -> {
            var parameters = request.getParameters();
            var query = parameters.get("query");
            if (query == null) {
                throw new Refusal(Code.BAD_REQUEST, "The parameter query is missing");
            }
            var variables = parameters.get("variables");
            var parsed = new GraphQlRequest(
                    query,
                    parameters.get("operationName"),
                    variables == null ? Map.of() : object(variables.getBytes(StandardCharsets.UTF_8)));
            if (GraphQlExecutor.isMutation(parsed)) {
                throw new Refusal(Code.METHOD_NOT_ALLOWED, "Mutations are sent by POST");
            }
            return parsed;
        });
    }

    private HttpResponse<?> answer(Surface surface, HttpRequest<?> request, Supplier<GraphQlRequest> parse) {
        var traceId = Traces.idOf(request);
        MDC.put("traceId", traceId);
        var language = Languages.negotiate(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE));
        try {
            var context = context(surface, request, language, traceId);
            var answer = executor.execute(parse.get(), context);
            return respond(request, answer, statusOf(request, answer), language);
        } catch (Refusal refusal) {
            return refuse(request, refusal, traceId, language);
        } catch (RuntimeException e) {
            return refuse(request, GraphQlExecutor.hide(e), traceId, language);
        } finally {
            MDC.remove("traceId");
        }
    }

    private RequestContext context(Surface surface, HttpRequest<?> request, Language language, String traceId) {
        var token = bearer(request).orElse("");
        return new RequestContext(
                surface,
                actor(surface, token),
                language,
                traceId,
                request.getRemoteAddress().getAddress().getHostAddress(),
                token);
    }

    private Actor actor(Surface surface, String token) {
        if (token.isEmpty()) {
            if (surface == Surface.STOREFRONT) {
                return new Actor.Guest();
            }
            throw Refusal.unauthenticated("This surface needs a credential: Authorization: Bearer …");
        }
        return authenticators.stream()
                .filter(each -> each.surface() == surface)
                .flatMap(each -> each.authenticate(token).stream())
                .findFirst()
                .orElseThrow(() -> Refusal.unauthenticated("The credential is unknown or has ended"));
    }

    private static Optional<String> bearer(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).trim());
    }

    private GraphQlRequest parse(byte[] body) {
        var members = object(body);
        if (!(members.get("query") instanceof String query)) {
            throw new Refusal(Code.BAD_REQUEST, "The member query is missing or is not a string");
        }
        if (!(members.get("operationName") instanceof String) && members.get("operationName") != null) {
            throw new Refusal(Code.BAD_REQUEST, "operationName is not a string");
        }
        var variables = members.get("variables");
        if (variables != null && !(variables instanceof Map)) {
            throw new Refusal(Code.BAD_REQUEST, "variables is not an object");
        }
        return new GraphQlRequest(
                query,
                (String) members.get("operationName"),
                variables == null ? Map.of() : json.convertValue(variables, JSON_OBJECT));
    }

    private Map<String, @Nullable Object> object(byte[] text) {
        try {
            var members = json.readValue(text, JSON_OBJECT);
            if (members == null) {
                throw new Refusal(Code.BAD_REQUEST, "The body is not a JSON object");
            }
            return members;
        } catch (IOException _) {
            throw new Refusal(Code.BAD_REQUEST, "The body is not a JSON object");
        }
    }

    private HttpResponse<?> refuse(HttpRequest<?> request, Refusal refusal, String traceId, Language language) {
        var status = refusal.code().status();
        return respond(request, GraphQlExecutor.refused(refusal, traceId), status, language);
    }

    /** With {@code application/json} only, a well-formed request is always 200; the newer type tells by status. */
    private static int statusOf(HttpRequest<?> request, Map<String, Object> answer) {
        if (answer.get("data") != null || !answer.containsKey("errors")) {
            return 200;
        }
        if (!prefersGraphQlJson(request)) {
            return 200;
        }
        return GraphQlExecutor.firstCode(answer).status();
    }

    private HttpResponse<?> respond(HttpRequest<?> request, Map<String, Object> answer, int status, Language language) {
        try {
            return HttpResponse.status(status, null)
                    .header(
                            HttpHeaders.CONTENT_TYPE,
                            (prefersGraphQlJson(request) ? GRAPHQL_JSON : "application/json") + ";charset=utf-8")
                    .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                    .header(HttpHeaders.VARY, "Accept, Accept-Language")
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .body(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean prefersGraphQlJson(HttpRequest<?> request) {
        var accept = request.getHeaders().get(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(GRAPHQL_JSON);
    }
}
