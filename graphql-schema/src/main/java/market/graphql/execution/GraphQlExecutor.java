package market.graphql.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.QueryComplexityLimitsExceeded;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import market.graphql.DocumentCheck;
import market.graphql.ForgottenKeys;
import market.graphql.GraphQlRequest;
import market.graphql.Live;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.graphql.rate.Rates;
import market.kernel.Actor;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/** Runs operations: document cache, limits, deadline, and the loaders of each request. */
@Singleton
public class GraphQlExecutor implements DocumentCheck {

    private static final int DOCUMENTS_MAX = 2_000;
    private static final int BATCH_MAX = 500;
    private static final ParserOptions PARSER_OPTIONS = ParserOptions.newParserOptions()
            .maxCharacters(32 * 1024)
            .maxTokens(2_000)
            .maxRuleDepth(200)
            .captureIgnoredChars(false)
            .captureSourceLocation(true)
            .build();

    private record Assembled(
            GraphQLSchema schema,
            Wiring wiring,
            GraphQL graphQl,
            GraphQL graphQlWithKeys,
            Cache<String, PreparsedDocumentEntry> documents,
            Cache<OperationKey, Operation> operations) {}

    private record OperationKey(String document, @Nullable String name) {}

    private final Map<Surface, Assembled> runtimes = new EnumMap<>(Surface.class);
    private final Deadlines deadlines;
    private final DeadlineSettings times;
    private final Rates rates;
    private final boolean isProduction;

    @Inject
    GraphQlExecutor(
            Collection<Resolvers> resolvers,
            Deadlines deadlines,
            DeadlineSettings times,
            Rates rates,
            @Value("${market.production:false}") boolean isProduction) {
        this(resolvers, Contract::read, deadlines, times, rates, isProduction);
    }

    /** Over any other contract that shares the common types. */
    GraphQlExecutor(
            Collection<Resolvers> resolvers,
            Function<Surface, TypeDefinitionRegistry> sdl,
            Deadlines deadlines,
            DeadlineSettings times,
            Rates rates,
            boolean isProduction) {
        this.deadlines = deadlines;
        this.times = times;
        this.rates = rates;
        this.isProduction = isProduction;
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
                // Each answer of a subscription is made like a query's; when to make one is not graphql-java's to know.
                .subscriptionExecutionStrategy(new AsyncExecutionStrategy(new Errors()))
                .preparsedDocumentProvider((input, parse) ->
                        CompletableFuture.completedFuture(documents.get(input.getQuery(), _ -> parse.apply(input))))
                .build();
        return new Assembled(
                schema,
                wiring,
                graphQl,
                graphQl.transform(builder -> builder.instrumentation(new SurrogateKeys(wiring.surrogates()))),
                documents,
                Caffeine.newBuilder().maximumSize(DOCUMENTS_MAX).build());
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
        var input = input(runtime, request, context);
        var operation = operation(runtime, request, input);
        requireCredential(operation, context);
        if (operation == null) {
            // A faulty document is read once, and cheap from then on; it costs the least there is.
            rates.take(context, 1);
            return run(runtime.graphQl(), input, context);
        }
        requireAllowed(operation, request, context);
        if (operation.kind() == OperationDefinition.Operation.SUBSCRIPTION) {
            throw new Refusal(Code.NOT_ACCEPTABLE, "Subscriptions are answered as text/event-stream");
        }
        var cost = operation.cost(request.variables(), context.surface());
        var grant = rates.take(context, cost.requested());
        var answer = run(runtime.graphQl(), input, context);
        answer.put("extensions", grant.settle(cost.actual(answer.get("data"))));
        return answer;
    }

    /** As {@link #execute}, for a guest's trusted query: without what concerns this guest alone. */
    public PublicAnswer executePublic(GraphQlRequest request, RequestContext context) {
        var runtime = assembled(context.surface());
        var input = input(runtime, request, context);
        var operation = operation(runtime, request, input);
        requireCredential(operation, context);
        if (operation == null || operation.maxAge() == 0) {
            return new PublicAnswer(execute(request, context), 0, Set.of());
        }
        requireAllowed(operation, request, context);
        var cost = operation.cost(request.variables(), context.surface());
        var grant = rates.take(context, cost.requested());
        var noted = new SurrogateKeys.Noted(ConcurrentHashMap.newKeySet());
        input.getGraphQLContext().put(SurrogateKeys.Noted.class, noted);
        var answer = run(runtime.graphQlWithKeys(), input, context);
        grant.settle(cost.actual(answer.get("data")));
        if (answer.get("data") instanceof Map<?, ?> data && data.containsValue(null)) {
            // What is not there today may come with any change of the catalogue.
            noted.keys().add(ForgottenKeys.LISTINGS);
        }
        return new PublicAnswer(answer, answer.containsKey("errors") ? 0 : operation.maxAge(), noted.keys());
    }

    /** The answer as it is now; a subscription notes in {@code live} what to watch, anything else is answered once. */
    public Map<String, Object> executeLive(GraphQlRequest request, RequestContext context, Live live) {
        var runtime = assembled(context.surface());
        var input = input(runtime, request, context);
        var operation = operation(runtime, request, input);
        requireCredential(operation, context);
        if (operation == null || operation.kind() != OperationDefinition.Operation.SUBSCRIPTION) {
            live.end();
            return execute(request, context);
        }
        requireAllowed(operation, request, context);
        rates.take(
                context, operation.cost(request.variables(), context.surface()).requested());
        input.getGraphQLContext().put(Live.class, live);
        var answer = run(runtime.graphQl(), input, context);
        if (answer.containsKey("errors")) {
            live.end();
        }
        return answer;
    }

    /** Whether the request subscribes; a faulty one does not. */
    public boolean isSubscription(GraphQlRequest request, RequestContext context) {
        var runtime = assembled(context.surface());
        if (runtime.schema().getSubscriptionType() == null) {
            return false;
        }
        var operation = operation(runtime, request, input(runtime, request, context));
        return operation != null && operation.kind() == OperationDefinition.Operation.SUBSCRIPTION;
    }

    @Override
    public Optional<String> fault(String document) {
        var runtime = assembled(Surface.STOREFRONT);
        try {
            var entry = parse(
                    runtime,
                    ExecutionInput.newExecutionInput(document)
                            .graphQLContext(Map.of(ParserOptions.class, PARSER_OPTIONS))
                            .build());
            var parsed = entry.getDocument();
            if (entry.hasErrors() || parsed == null) {
                return Optional.of(PlainWords.of(
                        String.valueOf(entry.getErrors().getFirst().getMessage())));
            }
            parsed.getDefinitionsOfType(OperationDefinition.class)
                    .forEach(each -> new Operation(runtime.schema(), parsed, each.getName()));
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.text());
        }
    }

    private static ExecutionInput input(Assembled runtime, GraphQlRequest request, RequestContext context) {
        UnwritableCharacters.refuseIn(request.variables());
        return ExecutionInput.newExecutionInput()
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
    }

    private Map<String, Object> run(GraphQL graphQl, ExecutionInput input, RequestContext context) {
        var late = new AtomicBoolean();
        input.getGraphQLContext().put(AtomicBoolean.class, late);
        try (var deadline = deadlines.start(times.of(context.surface()), () -> {
            late.set(true);
            input.cancel();
        })) {
            var answer = shape(graphQl.execute(input), context);
            if (deadline.hasPassed()) {
                throw new Refusal(Code.TIMEOUT, "This took too long and was given up");
            }
            return answer;
        }
    }

    /** The operation meant by the request, within its static limits; null when the document is faulty. */
    private static @Nullable Operation operation(Assembled runtime, GraphQlRequest request, ExecutionInput input) {
        var entry = runtime.documents().get(request.query(), _ -> parse(runtime, input));
        var document = entry.getDocument();
        if (entry.hasErrors() || document == null) {
            return null;
        }
        return runtime.operations()
                .get(
                        new OperationKey(request.query(), request.operationName()),
                        key -> new Operation(runtime.schema(), document, key.name()));
    }

    /** Whoever shows none is told nothing of a closed surface, not even what is wrong with a document. */
    private static void requireCredential(@Nullable Operation operation, RequestContext context) {
        if (context.surface() != Surface.STOREFRONT
                && context.actor() instanceof Actor.Guest
                && (operation == null || !operation.isOpen())) {
            throw Refusal.unauthenticated("This surface needs a credential: Authorization: Bearer …");
        }
    }

    private void requireAllowed(Operation operation, GraphQlRequest request, RequestContext context) {
        if (request.isReadOnly() && operation.kind() == OperationDefinition.Operation.MUTATION) {
            throw new Refusal(Code.METHOD_NOT_ALLOWED, "Mutations are sent by POST");
        }
        if (operation.isIntrospective() && isProduction && context.actor() instanceof Actor.Guest) {
            throw new Refusal(Code.FORBIDDEN, "The schema is described to callers with a credential only");
        }
        operation.requireScopes(context);
    }

    private static PreparsedDocumentEntry parse(Assembled runtime, ExecutionInput input) {
        var parsed = read(input);
        if (parsed.isFailure()) {
            return new PreparsedDocumentEntry(
                    Objects.requireNonNull(parsed.getSyntaxException()).toInvalidSyntaxError());
        }
        var document = Objects.requireNonNull(parsed.getDocument());
        UnwritableCharacters.refuseIn(document);
        try {
            var errors = ParseAndValidate.validate(runtime.schema(), document, Locale.ROOT);
            return errors.isEmpty() ? new PreparsedDocumentEntry(document) : new PreparsedDocumentEntry(errors);
        } catch (GoodFaithIntrospectionExceeded | QueryComplexityLimitsExceeded _) {
            throw new Refusal(Code.GRAPHQL_VALIDATION_FAILED, "The document goes in circles or asks for too much");
        }
    }

    private static ParseAndValidateResult read(ExecutionInput input) {
        try {
            return ParseAndValidate.parse(input);
        } catch (NumberFormatException _) {
            // An exponent of more digits than a BigDecimal has; the parser lets the exception pass.
            throw new Refusal(Code.GRAPHQL_PARSE_FAILED, "A number in the document is too large");
        }
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

    /** Logs a fault of ours and hides it behind a refusal. */
    public static Refusal hide(Throwable fault) {
        return Errors.internal(fault);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // JSON null is a legal variable; graphql-java does not mark it.
    private static Map<String, Object> withoutNullMarking(Map<String, ?> variables) {
        return (Map<String, Object>) variables;
    }
}
