package market.graphql.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.Surface;
import market.graphql.execution.Deadlines;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests from bodies and from query parameters, within their limits. */
@Singleton
final class RequestReader {

    private static final int JSON_DEPTH_MAX = 64;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final TypeReference<Map<String, @Nullable Object>> JSON_OBJECT = new TypeReference<>() {};

    private final AskedDocuments documents;
    private final Deadlines deadlines;
    private final Duration bodyTime;
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JSON_DEPTH_MAX)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * @param bodyTime how long a body may take to arrive
     */
    RequestReader(
            AskedDocuments documents, Deadlines deadlines, @Value("${market.body-time:10s}") Duration bodyTime) {
        this.documents = documents;
        this.deadlines = deadlines;
        this.bodyTime = bodyTime;
    }

    /** Refuses what no form or simple cross-site request may send; nothing of the body is read for it. */
    void checkHeaders(Surface surface, HttpRequest<?> request) {
        var contentType = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (contentType == null || !isJsonInUtf8(contentType)) {
            throw new Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "Send the request as application/json in UTF-8");
        }
        if (request.getContentLength() > surface.bodyBytesMax()) {
            throw tooLarge(surface);
        }
    }

    GraphQlRequest fromBody(Surface surface, HttpRequest<?> request) {
        var members = object(body(surface, ((ServerHttpRequest<?>) request).byteBody()));
        return documents.find(
                surface,
                new Asked(
                        text(members, "query"),
                        hash(member(members, "extensions")),
                        text(members, "operationName"),
                        member(members, "variables"),
                        false));
    }

    GraphQlRequest fromParameters(Surface surface, HttpRequest<?> request) {
        return documents.find(
                surface,
                new Asked(
                        parameter(request, "query"),
                        hash(objectParameter(request, "extensions")),
                        parameter(request, "operationName"),
                        objectParameter(request, "variables"),
                        true));
    }

    private static @Nullable String text(Map<String, @Nullable Object> members, String name) {
        var value = members.get(name);
        if (value != null && !(value instanceof String)) {
            throw new Refusal(Code.BAD_REQUEST, name + " is not a string");
        }
        return (String) value;
    }

    /** In the shape of Apollo's persisted queries, which every client library speaks. */
    private static @Nullable String hash(Map<String, @Nullable Object> extensions) {
        if (!(extensions.get("persistedQuery") instanceof Map<?, ?> persisted)) {
            return null;
        }
        if (persisted.get("sha256Hash") instanceof String hash
                && SHA_256.matcher(hash).matches()) {
            return hash;
        }
        throw new Refusal(Code.BAD_REQUEST, "persistedQuery.sha256Hash is not a SHA-256 in hexadecimal digits");
    }

    private byte[] body(Surface surface, ByteBody body) {
        if (body instanceof AvailableByteBody available) {
            if (available.length() > surface.bodyBytesMax()) {
                throw tooLarge(surface);
            }
            return available.toByteArray();
        }
        try (var deadline = deadlines.start(bodyTime, () -> {})) {
            return read(surface, body, deadline);
        }
    }

    private static byte[] read(Surface surface, ByteBody body, Deadlines.Deadline deadline) {
        try (var in = body.toInputStream()) {
            var bytes = in.readNBytes(surface.bodyBytesMax() + 1);
            if (bytes.length > surface.bodyBytesMax()) {
                throw tooLarge(surface);
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            if (deadline.hasPassed()) {
                throw new Refusal(Code.REQUEST_TIMEOUT, "The body took too long to arrive");
            }
            throw e instanceof Refusal refusal ? refusal : new Refusal(Code.BAD_REQUEST, "The body broke off");
        }
    }

    private static Refusal tooLarge(Surface surface) {
        return new Refusal(
                Code.PAYLOAD_TOO_LARGE, "At most " + surface.bodyBytesMax() / 1024 + " KiB are read on this surface");
    }

    private static boolean isJsonInUtf8(String contentType) {
        var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals("application/json")
                && Arrays.stream(parts)
                        .skip(1)
                        .map(part -> part.strip().replace("\"", ""))
                        .filter(part -> part.startsWith("charset="))
                        .allMatch(part -> part.equals("charset=utf-8") || part.equals("charset=utf8"));
    }

    private static @Nullable String parameter(HttpRequest<?> request, String name) {
        var given = request.getParameters().getAll(name);
        if (given.size() > 1) {
            throw new Refusal(Code.BAD_REQUEST, "The parameter " + name + " is given more than once");
        }
        return given.isEmpty() || given.getFirst().isBlank() ? null : given.getFirst();
    }

    private Map<String, @Nullable Object> objectParameter(HttpRequest<?> request, String name) {
        var text = parameter(request, name);
        if (text == null || text.equals("null")) {
            return Map.of();
        }
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // A JSON object's members are named by strings.
    private static Map<String, @Nullable Object> member(Map<String, @Nullable Object> members, String name) {
        var value = members.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        throw new Refusal(Code.BAD_REQUEST, name + " is not an object");
    }

    private Map<String, @Nullable Object> object(byte[] text) {
        try {
            // Decoded here, strictly: the JSON parser would take UTF-16 too, and overlong forms.
            var characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return Objects.requireNonNull(json.readValue(characters.toString(), JSON_OBJECT));
        } catch (IOException | NullPointerException _) {
            throw new Refusal(Code.BAD_REQUEST, "A JSON object is expected, at most " + JSON_DEPTH_MAX + " deep");
        }
    }
}
