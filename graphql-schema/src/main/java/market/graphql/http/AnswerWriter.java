package market.graphql.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.execution.GraphQlExecutor;
import market.kernel.Language;

/** Writes answers as HTTP; the statuses are those of {@link Code}. */
@Singleton
final class AnswerWriter {

    static final String VARY = "Accept, Accept-Language, Accept-Encoding";

    private final ObjectMapper json = new ObjectMapper();

    MutableHttpResponse<byte[]> write(Map<String, Object> answer, AnswerType type, Language language) {
        return write(status(answer, type), answer, type, language);
    }

    MutableHttpResponse<byte[]> refuse(Refusal refusal, AnswerType type, Language language, String traceId) {
        var status = type.status(refusal.code());
        var response = write(status, GraphQlExecutor.refused(refusal, traceId), type, language);
        var retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return switch (refusal.code()) {
            case UNAUTHENTICATED -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case METHOD_NOT_ALLOWED -> response.header(HttpHeaders.ALLOW, "POST");
            // Whatever else this client sends belongs to a request that is over.
            case REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE -> response.header(HttpHeaders.CONNECTION, "close");
            default -> response;
        };
    }

    byte[] bytes(Map<String, Object> answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MutableHttpResponse<byte[]> write(
            int status, Map<String, Object> answer, AnswerType type, Language language) {
        return HttpResponse.<byte[]>status(HttpStatus.valueOf(status))
                .header(HttpHeaders.CONTENT_TYPE, type.contentType())
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, VARY)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes(answer));
    }

    private static int status(Map<String, Object> answer, AnswerType type) {
        if (answer.get("data") != null || !answer.containsKey("errors")) {
            return HttpStatus.OK.getCode();
        }
        return type.status(GraphQlExecutor.firstCode(answer));
    }
}
