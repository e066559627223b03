package market.server.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import market.kernel.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors outside GraphQL in the same shape as those inside; what went wrong in us goes to the log only. */
@Singleton
@Primary
final class PlainErrors implements ErrorResponseProcessor<String> {

    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);
    private static final int SERVER_FAULT = 500;

    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        context.getRootCause()
                .filter(_ -> response.code() >= SERVER_FAULT)
                .ifPresent(cause -> LOG.error("A request failed", cause));
        var status = response.status();
        var code = status.getReason().toUpperCase(Locale.ROOT).replace(' ', '_');
        var error = Map.of("message", status.getReason(), "extensions", Map.of("code", code));
        return HttpResponse.<String>status(status)
                .headers(headers -> response.getHeaders()
                        .forEach((name, values) -> values.forEach(value -> headers.add(name, value))))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.write(Map.of("errors", List.of(error))));
    }
}
