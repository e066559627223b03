package market.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's program is wrong, or not allowed, or the engine cannot answer now: becomes a top-level GraphQL error with
 * {@code extensions.code}. What a shopper or merchant can mend is a {@code userErrors} entry instead.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The closed set of codes of top-level errors, with the HTTP status when nothing was answered. */
    public enum Code {
        BAD_REQUEST(400),
        GRAPHQL_PARSE_FAILED(400),
        GRAPHQL_VALIDATION_FAILED(400),
        BAD_USER_INPUT(400),
        COST_EXCEEDED(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        METHOD_NOT_ALLOWED(405),
        NOT_ACCEPTABLE(406),
        CONFLICT_RETRY(409),
        PAYLOAD_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415),
        THROTTLED(429),
        INTERNAL(500),
        TIMEOUT(503),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Code code;
    private final transient @Nullable List<String> field;

    public Refusal(Code code, String message) {
        this(code, message, null);
    }

    private Refusal(Code code, String message, @Nullable List<String> field) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** An argument that no correct program sends; {@code field} is its path in the variables. */
    public static Refusal badInput(List<String> field, String message) {
        return new Refusal(Code.BAD_USER_INPUT, String.join(".", field) + ": " + message, field);
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

    /** The message, which is always there. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
