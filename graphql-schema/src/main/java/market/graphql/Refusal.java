package market.graphql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller's program is wrong, or not allowed, or the engine cannot answer now: becomes a top-level GraphQL error with
 * {@code extensions.code}. What a shopper or merchant can mend is a {@code userErrors} entry instead.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * The closed set of codes of top-level errors, and the one table of their HTTP statuses when nothing was answered.
     * Clients that take {@code application/json} only are told of faults in a document by a 200, as the GraphQL-over-HTTP
     * draft wants it; what concerns the HTTP request, the caller or the engine has its status for both.
     */
    public enum Code {
        BAD_REQUEST(400),
        GRAPHQL_PARSE_FAILED(400, 200),
        GRAPHQL_VALIDATION_FAILED(400, 200),
        BAD_USER_INPUT(400, 200),
        COST_EXCEEDED(400, 200),
        PERSISTED_QUERY_NOT_FOUND(400, 200),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        DOCUMENT_NOT_TRUSTED(403),
        METHOD_NOT_ALLOWED(405),
        NOT_ACCEPTABLE(406),
        REQUEST_TIMEOUT(408),
        CONFLICT_RETRY(409),
        PAYLOAD_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415),
        THROTTLED(429),
        INTERNAL(500),
        TIMEOUT(503),
        UNAVAILABLE(503);

        private final int status;
        private final int statusAsPlainJson;

        Code(int status) {
            this(status, status);
        }

        Code(int status, int statusAsPlainJson) {
            this.status = status;
            this.statusAsPlainJson = statusAsPlainJson;
        }

        /** Under {@code application/graphql-response+json}. */
        public int status() {
            return status;
        }

        /** Under {@code application/json}. */
        public int statusAsPlainJson() {
            return statusAsPlainJson;
        }
    }

    private final Code code;
    private final transient @Nullable List<String> field;
    private final transient Map<String, Object> extensions;
    private final @Nullable Duration retryAfter;

    public Refusal(Code code, String message) {
        this(code, message, null, Map.of(), null);
    }

    private Refusal(
            Code code,
            String message,
            @Nullable List<String> field,
            Map<String, Object> extensions,
            @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.extensions = extensions;
        this.retryAfter = retryAfter;
    }

    /** The caller has used up its points; {@code extensions} tells how its bucket stands. */
    public static Refusal throttled(Duration retryAfter, Map<String, Object> extensions) {
        return new Refusal(
                Code.THROTTLED,
                "Too much at once: try again in " + retryAfter.toSeconds() + " s",
                null,
                extensions,
                retryAfter);
    }

    /** Something that the request needs is away for now. */
    public static Refusal unavailable(Duration retryAfter) {
        return new Refusal(
                Code.UNAVAILABLE,
                "This cannot be answered at present: try again in " + retryAfter.toSeconds() + " s",
                null,
                Map.of(),
                retryAfter);
    }

    /** An argument that no correct program sends; {@code field} is its path in the variables. */
    public static Refusal badInput(List<String> field, String message) {
        return new Refusal(Code.BAD_USER_INPUT, String.join(".", field) + ": " + message, field, Map.of(), null);
    }

    public static Refusal unauthenticated(String message) {
        return new Refusal(Code.UNAUTHENTICATED, message);
    }

    public Code code() {
        return code;
    }

    public @Nullable List<String> field() {
        return field;
    }

    /** Of the answer as a whole. */
    public Map<String, Object> extensions() {
        return extensions;
    }

    /** When it makes sense to ask again; null when that cannot be said. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The message, which is always there. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
