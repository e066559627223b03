package market.graphql.execution;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.ExceptionWhileDataFetching;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import market.kernel.Database;
import market.kernel.Redis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns what went wrong into GraphQL errors; nothing of ours leaks through it. */
final class Errors implements DataFetcherExceptionHandler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        var exception = unwrap(parameters.getException());
        RequestContext request = Objects.requireNonNull(
                parameters.getDataFetchingEnvironment().getGraphQlContext().get(RequestContext.class));
        var refusal = exception instanceof Refusal known ? known : internal(exception, isLate(parameters));
        var error = GraphqlErrorBuilder.newError(parameters.getDataFetchingEnvironment())
                .message("%s", refusal.text())
                .errorType(
                        ErrorClassification.errorClassification(refusal.code().name()))
                .extensions(extensions(refusal, request.traceId()))
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    static Map<String, Object> answer(Refusal refusal, String traceId) {
        var error = new LinkedHashMap<String, Object>();
        error.put("message", refusal.text());
        error.put("extensions", extensions(refusal, traceId));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("errors", List.of(error));
        if (!refusal.extensions().isEmpty()) {
            answer.put("extensions", refusal.extensions());
        }
        return answer;
    }

    /** Gives an error of graphql-java our code instead of its classification. */
    static Map<String, Object> specification(GraphQLError error, String traceId) {
        var specification = new LinkedHashMap<>(error.toSpecification());
        if (error.getExtensions() == null || !error.getExtensions().containsKey("code")) {
            var code = codeOf(error);
            specification.put("extensions", Map.of("code", code.name(), "traceId", traceId));
            if (code == Code.INTERNAL) {
                LOG.error("A field could not be answered: {}", error.getMessage());
                specification.put("message", "Something went wrong on our side");
            } else {
                specification.put("message", PlainWords.of(String.valueOf(error.getMessage())));
            }
        } else {
            specification.put("extensions", error.getExtensions());
        }
        return specification;
    }

    /** What breaks because its time is up is no fault of ours; the answer tells that it took too long. */
    private static Refusal internal(Throwable exception, boolean isLate) {
        if (isLate) {
            return new Refusal(Code.TIMEOUT, "This took too long and was given up");
        }
        return internal(exception);
    }

    private static boolean isLate(DataFetcherExceptionHandlerParameters parameters) {
        AtomicBoolean late =
                parameters.getDataFetchingEnvironment().getGraphQlContext().get(AtomicBoolean.class);
        return late != null && late.get();
    }

    static Refusal internal(Throwable exception) {
        if (Redis.isAway(exception)) {
            LOG.warn("Redis is away: {}", exception.toString());
            return Refusal.unavailable(RETRY_AFTER);
        }
        if (Database.isAway(exception)) {
            LOG.warn("PostgreSQL is away or has no connection left: {}", exception.toString());
            return Refusal.unavailable(RETRY_AFTER);
        }
        LOG.error("A request failed", exception);
        return new Refusal(Code.INTERNAL, "Something went wrong on our side");
    }

    private static Code codeOf(GraphQLError error) {
        if (error instanceof ExceptionWhileDataFetching) {
            return Code.INTERNAL;
        }
        return switch (error.getErrorType()) {
            case ErrorType.InvalidSyntax -> Code.GRAPHQL_PARSE_FAILED;
            case ErrorType.ValidationError, ErrorType.OperationNotSupported -> Code.GRAPHQL_VALIDATION_FAILED;
            case ErrorType.ExecutionAborted -> Code.TIMEOUT;
            case null, default -> Code.INTERNAL;
        };
    }

    private static Map<String, Object> extensions(Refusal refusal, String traceId) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", refusal.code().name());
        extensions.put("traceId", traceId);
        var field = refusal.field();
        if (field != null) {
            extensions.put("field", field);
        }
        return extensions;
    }

    private static Throwable unwrap(Throwable exception) {
        return exception instanceof CompletionException && exception.getCause() != null
                ? exception.getCause()
                : exception;
    }
}
