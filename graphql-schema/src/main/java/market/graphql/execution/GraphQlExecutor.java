package market.graphql.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.TypeDefinitionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.DataLoaderRegistry;

/** Runs operations: document cache, limits, deadline, and the loaders of each request. */
@Singleton
public class GraphQlExecutor {

    private static final int DOCUMENTS_MAX = 2_000;
    private static final int BATCH_MAX = 500;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final ParserOptions PARSER_OPTIONS = ParserOptions.newParserOptions()
            .maxCharacters(32 * 1024)
            .maxTokens(2_000)
            .maxRuleDepth(200)
            .captureIgnoredChars(false)
            .captureSourceLocation(true)
            .build();

    private record Assembled(
            GraphQLSchema schema, Wiring wiring, GraphQL graphQl, Cache<String, PreparsedDocumentEntry> documents) {}

    private final Map<Surface, Assembled> runtimes = new EnumMap<>(Surface.class);
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("graphql-deadlines").factory());

    @Inject
    GraphQlExecutor(Collection<Resolvers> resolvers) {
        this(resolvers, Contract::read);
    }

    /** Over any other contract that shares the common types. */
    GraphQlExecutor(Collection<Resolvers> resolvers, Function<Surface, TypeDefinitionRegistry> sdl) {
        for (var surface : Surface.values()) {
            var wiring = new Wiring();
            CommonTypes.register(wiring);
            resolvers.stream().filter(each -> each.surface() == surface).forEach(each -> each.register(wiring));
            runtimes.put(surface, assemble(new SchemaAssembly(surface, sdl.apply(surface), wiring), wiring));
        }
    }

    private static Assembled assemble(SchemaAssembly assembly, Wiring wiring) {
        var schema = assembly.assemble();
        Cache<String, PreparsedDocumentEntry> documents =
                Caffeine.newBuilder().maximumSize(DOCUMENTS_MAX).build();
        var graphQl = GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(new Errors())
                .preparsedDocumentProvider((input, parse) ->
                        CompletableFuture.completedFuture(documents.get(input.getQuery(), _ -> parse.apply(input))))
                .build();
        return new Assembled(schema, wiring, graphQl, documents);
    }

    /** The printed contract of a surface. */
    public String printSchema(Surface surface) {
        return Contract.print(assembled(surface).schema());
    }

    private Assembled assembled(Surface surface) {
        return Objects.requireNonNull(runtimes.get(surface));
    }

    /** The answer as the GraphQL specification shapes it; a refusal before execution is a {@link Refusal}. */
    public Map<String, Object> execute(GraphQlRequest request, RequestContext context) {
        var runtime = assembled(context.surface());
        var input = ExecutionInput.newExecutionInput()
                .query(request.query())
                .operationName(request.operationName())
                .variables(withoutNullMarking(request.variables()))
                .graphQLContext(Map.of(
                        RequestContext.class,
                        context,
                        Wiring.class,
                        runtime.wiring(),
                        ParserOptions.class,
                        PARSER_OPTIONS))
                .dataLoaderRegistry(loaders(runtime.wiring()))
                .locale(Locale.ROOT)
                .build();
        checkRules(runtime, request, input, context);
        var deadline = deadlines.schedule(input::cancel, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return shape(runtime.graphQl().execute(input), context);
        } finally {
            deadline.cancel(false);
        }
    }

    private static void checkRules(
            Assembled runtime, GraphQlRequest request, ExecutionInput input, RequestContext context) {
        var entry = runtime.documents().get(request.query(), _ -> parse(runtime, input));
        var document = entry.getDocument();
        if (entry.hasErrors() || document == null) {
            return;
        }
        var operations = document.getDefinitionsOfType(OperationDefinition.class);
        var operation = operations.stream()
                .filter(each -> request.operationName() == null
                        || request.operationName().equals(each.getName()))
                .findFirst()
                .orElseThrow(() -> new Refusal(Code.BAD_REQUEST, "No operation of that name in the document"));
        if (request.operationName() == null && operations.size() > 1) {
            throw new Refusal(Code.BAD_REQUEST, "The document has several operations: name one");
        }
        new OperationRules(runtime.schema(), document, request.variables(), context).check(operation);
    }

    private static PreparsedDocumentEntry parse(Assembled runtime, ExecutionInput input) {
        var parsed = ParseAndValidate.parse(input);
        if (parsed.isFailure()) {
            return new PreparsedDocumentEntry(
                    Objects.requireNonNull(parsed.getSyntaxException()).toInvalidSyntaxError());
        }
        var document = Objects.requireNonNull(parsed.getDocument());
        var errors = ParseAndValidate.validate(runtime.schema(), document, Locale.ROOT);
        return errors.isEmpty() ? new PreparsedDocumentEntry(document) : new PreparsedDocumentEntry(errors);
    }

    private static DataLoaderRegistry loaders(Wiring wiring) {
        var registry = new DataLoaderRegistry();
        var options = DataLoaderOptions.newOptions().setMaxBatchSize(BATCH_MAX).build();
        wiring.loaders()
                .forEach((keyType, batch) -> registry.register(
                        keyType.getName(),
                        DataLoaderFactory.newMappedDataLoader(
                                keys -> CompletableFuture.completedFuture(batch.load(keys)), options)));
        return registry;
    }

    private static Map<String, Object> shape(ExecutionResult result, RequestContext context) {
        var answer = new LinkedHashMap<String, Object>();
        if (!result.getErrors().isEmpty()) {
            answer.put(
                    "errors",
                    result.getErrors().stream()
                            .map(error -> Errors.specification(error, context.traceId()))
                            .toList());
        }
        if (result.isDataPresent()) {
            answer.put("data", result.getData());
        }
        return answer;
    }

    /** The answer to a request that was refused before it ran, or that broke. */
    public static Map<String, Object> refused(Refusal refusal, String traceId) {
        return Errors.answer(refusal, traceId);
    }

    /** The code of the first error of an answer. */
    public static Code firstCode(Map<String, Object> answer) {
        if (answer.get("errors") instanceof List<?> errors
                && errors.getFirst() instanceof Map<?, ?> error
                && error.get("extensions") instanceof Map<?, ?> extensions) {
            return Code.valueOf(String.valueOf(extensions.get("code")));
        }
        return Code.INTERNAL;
    }

    /** Whether the operation meant by the request writes; a document that cannot be read does not. */
    public static boolean isMutation(GraphQlRequest request) {
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                            .document(request.query())
                            .parserOptions(PARSER_OPTIONS)
                            .build())
                    .getDefinitionsOfType(OperationDefinition.class)
                    .stream()
                    .filter(each -> request.operationName() == null
                            || request.operationName().equals(each.getName()))
                    .anyMatch(each -> each.getOperation() == OperationDefinition.Operation.MUTATION);
        } catch (InvalidSyntaxException _) {
            return false;
        }
    }

    /** Logs a fault of ours and hides it behind a refusal. */
    public static Refusal hide(Throwable fault) {
        return Errors.internal(fault);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // JSON null is a legal variable; graphql-java does not mark it.
    private static Map<String, Object> withoutNullMarking(Map<String, ?> variables) {
        return (Map<String, Object>) variables;
    }
}
