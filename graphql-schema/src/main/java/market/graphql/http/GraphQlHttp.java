package market.graphql.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;
import org.slf4j.MDC;

/** The order in which a request is looked at: headers, caller, body, document, operation. */
@Singleton
final class GraphQlHttp {

    private final GraphQlExecutor executor;
    private final Callers callers;
    private final RequestReader reader;
    private final PublicAnswers shared;
    private final LiveAnswers live;
    private final AnswerWriter writer;

    GraphQlHttp(
            GraphQlExecutor executor,
            Callers callers,
            RequestReader reader,
            PublicAnswers shared,
            LiveAnswers live,
            AnswerWriter writer) {
        this.executor = executor;
        this.callers = callers;
        this.reader = reader;
        this.shared = shared;
        this.live = live;
        this.writer = writer;
    }

    HttpResponse<?> post(Surface surface, HttpRequest<?> request) {
        return answer(
                surface, request, () -> reader.checkHeaders(surface, request), () -> reader.fromBody(surface, request));
    }

    HttpResponse<?> get(Surface surface, HttpRequest<?> request) {
        return answer(surface, request, () -> {}, () -> reader.fromParameters(surface, request));
    }

    private HttpResponse<?> answer(
            Surface surface, HttpRequest<?> request, Runnable checkHeaders, Supplier<GraphQlRequest> read) {
        var traceId = Traces.idOf(request);
        var language = Languages.negotiate(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE));
        var type = AnswerType.JSON;
        MDC.put("traceId", traceId);
        try {
            var accepted = Accepted.of(request.getHeaders().get(HttpHeaders.ACCEPT));
            type = accepted.type();
            checkHeaders.run();
            var context = callers.context(surface, request, language, traceId);
            var meant = read.get();
            if (accepted.isStreamOnly() || (accepted.takesStream() && executor.isSubscription(meant, context))) {
                return live.stream(meant, context);
            }
            if (meant.isReadOnly() && meant.isTrusted() && PublicAnswers.isShared(request)) {
                return share(request, meant, context, type);
            }
            return writer.write(executor.execute(meant, context), type, language);
        } catch (Refusal refusal) {
            return writer.refuse(refusal, type, language, traceId);
        } catch (RuntimeException e) {
            return writer.refuse(GraphQlExecutor.hide(e), type, language, traceId);
        } finally {
            MDC.remove("traceId");
        }
    }

    private HttpResponse<?> share(
            HttpRequest<?> request, GraphQlRequest meant, RequestContext context, AnswerType type) {
        var key = shared.key(meant, context.language(), type);
        var known = shared.find(key, request);
        if (known.isPresent()) {
            return known.get();
        }
        var readAt = System.nanoTime();
        var answer = executor.executePublic(meant, context);
        if (answer.maxAgeSeconds() == 0) {
            return writer.write(answer.answer(), type, context.language());
        }
        return shared.keep(key, request, answer, writer.bytes(answer.answer()), readAt);
    }
}
