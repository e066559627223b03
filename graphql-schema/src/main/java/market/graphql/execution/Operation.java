package market.graphql.execution;

import graphql.execution.RawVariables;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.schema.GraphQLSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one operation of a document without its variables, found once and kept beside the document. Making
 * one refuses an operation that is over a static limit.
 */
final class Operation {

    // Who of these is a person the room knows that keeps the sessions.
    private static final String PERSON = "PERSON";

    private final GraphQLSchema schema;
    private final Document document;
    private final OperationDefinition definition;
    private final boolean isConditional;
    private final boolean isIntrospective;
    private final boolean isOpen;
    private final Map<String, String> fieldsByScope;
    private final Map<String, String> fieldsByOwner;
    private final Map<String, Value<?>> variableDefaults;
    private final int maxAge;
    /** Found with the first variables that fit, since graphql-java normalises with variables only. */
    private volatile @Nullable List<CostNode> costs;

    Operation(GraphQLSchema schema, Document document, @Nullable String name) {
        this.schema = schema;
        this.document = document;
        this.definition = choose(document, name);
        var rules = new OperationRules(schema, document);
        rules.check(definition);
        this.isConditional = rules.isConditional();
        this.isIntrospective = rules.isIntrospective();
        this.isOpen = rules.isOpen();
        this.fieldsByScope = rules.fieldsByScope();
        this.fieldsByOwner = rules.fieldsByOwner();
        this.variableDefaults = definition.getVariableDefinitions().stream()
                .filter(variable -> variable.getDefaultValue() != null)
                .collect(Collectors.toMap(VariableDefinition::getName, VariableDefinition::getDefaultValue));
        this.maxAge = kind() == OperationDefinition.Operation.QUERY ? rules.maxAge() : 0;
    }

    OperationDefinition.Operation kind() {
        return definition.getOperation();
    }

    /** Whether it asks for the schema itself. */
    boolean isIntrospective() {
        return isIntrospective;
    }

    /** Whether nobody needs a credential for it, whatever the surface. */
    boolean isOpen() {
        return isOpen;
    }

    /** For how many seconds its answers to guests may be shared. */
    int maxAge() {
        return maxAge;
    }

    /** Scopes first, then the kind of credential; nothing was read for either. */
    void requireScopes(RequestContext request) {
        fieldsByScope.forEach((scope, field) -> {
            if (!request.actor().holds(scope)) {
                throw new Refusal(Code.FORBIDDEN, field + " needs the scope " + scope);
            }
        });
        fieldsByOwner.forEach((owner, field) -> {
            if (!isOwner(request.actor(), owner)) {
                throw new Refusal(Code.FORBIDDEN, field + " is for another kind of credential");
            }
        });
    }

    private static boolean isOwner(Actor actor, String owner) {
        return switch (actor) {
            case Actor.Guest _, Actor.Shopper _ -> false;
            case Actor.MerchantUser _ -> owner.equals("MERCHANT") || owner.equals(PERSON);
            case Actor.Curator _ -> owner.equals("PAVILION") || owner.equals(PERSON);
            case Actor.Operator _ -> owner.equals("REGION") || owner.equals(PERSON);
        };
    }

    /** What it may cost at most with these variables, and what its parts weigh; refuses one that is too dear. */
    Cost cost(Map<String, @Nullable Object> variables, Surface surface) {
        var nodes = costs;
        if (nodes == null) {
            nodes = normalise(variables);
        }
        var requested = Math.max(1, CostNode.requested(nodes, withDefaults(variables)));
        if (requested > surface.costMax()) {
            throw new Refusal(
                    Code.COST_EXCEEDED,
                    "This operation costs " + requested + " points; at most " + surface.costMax() + " are allowed");
        }
        return new Cost(nodes, requested);
    }

    private Map<String, @Nullable Object> withDefaults(Map<String, @Nullable Object> variables) {
        if (variableDefaults.isEmpty()) {
            return variables;
        }
        var all = new HashMap<String, @Nullable Object>(variableDefaults);
        all.putAll(variables);
        return all;
    }

    /** The price of one run. */
    record Cost(List<CostNode> nodes, long requested) {

        /** What was really answered, which is never more than was asked for. */
        long actual(@Nullable Object data) {
            return Math.min(requested, Math.max(1, CostNode.actual(nodes, data)));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // JSON null is a legal variable; graphql-java does not mark it.
    private List<CostNode> normalise(Map<String, @Nullable Object> variables) {
        ExecutableNormalizedOperation normalized;
        try {
            normalized = ExecutableNormalizedOperationFactory.createExecutableNormalizedOperationWithRawVariables(
                    schema,
                    document,
                    definition.getName(),
                    RawVariables.of((Map<String, Object>) (Map<String, ?>) variables),
                    ExecutableNormalizedOperationFactory.Options.defaultOptions()
                            .locale(Locale.ROOT));
        } catch (RuntimeException _) {
            // Variables that do not fit are told by the execution, which finds them before anything runs.
            return List.of();
        }
        var nodes = CostNode.of(schema, normalized);
        if (!isConditional) {
            costs = nodes;
        }
        return nodes;
    }

    private static OperationDefinition choose(Document document, @Nullable String name) {
        var operations = document.getDefinitionsOfType(OperationDefinition.class);
        if (name == null && operations.size() > 1) {
            throw new Refusal(Code.BAD_REQUEST, "The document has several operations: name one");
        }
        return operations.stream()
                .filter(each -> name == null || name.equals(each.getName()))
                .findFirst()
                .orElseThrow(() -> new Refusal(Code.BAD_REQUEST, "No operation of that name in the document"));
    }
}
