package market.graphql.execution;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import market.graphql.Paging;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The static limits of one operation, checked after validation and before anything runs: depth, aliases, root fields,
 * page sizes, cost and scopes. The walk itself is bounded, so that nested fragments cannot make it dear.
 */
final class OperationRules {

    private static final int DEPTH_MAX = 12;
    private static final int ALIASES_MAX = 30;
    private static final int ROOT_FIELDS_MAX = 20;
    private static final int FIELDS_MAX = 5_000;
    // Far over every surface's limit, and far enough from overflow to be multiplied and summed.
    private static final long COST_COUNTED_MAX = 1_000_000_000;

    private final GraphQLSchema schema;
    private final Map<String, @Nullable Object> variables;
    private final RequestContext request;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, Value<?>> variableDefaults = new HashMap<>();
    private int rootFieldsMax = ROOT_FIELDS_MAX;
    private int rootFields;
    private int fields;
    private int aliases;

    OperationRules(
            GraphQLSchema schema, Document document, Map<String, @Nullable Object> variables, RequestContext request) {
        this.schema = schema;
        this.variables = variables;
        this.request = request;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    /** The cost of the operation; refuses one that is over a limit. */
    long check(OperationDefinition operation) {
        var root = switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
        if (root == null) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "This surface has no such operation type");
        }
        rootFieldsMax = operation.getOperation() == OperationDefinition.Operation.MUTATION ? 1 : ROOT_FIELDS_MAX;
        for (var variable : operation.getVariableDefinitions()) {
            if (variable.getDefaultValue() != null) {
                variableDefaults.put(variable.getName(), variable.getDefaultValue());
            }
        }
        var cost = costOf(operation.getSelectionSet(), root, 1);
        if (cost > request.surface().costMax()) {
            throw refuse(
                    Code.COST_EXCEEDED,
                    "This operation costs " + cost + " points; at most "
                            + request.surface().costMax() + " are allowed");
        }
        return cost;
    }

    private long costOf(SelectionSet selections, GraphQLFieldsContainer parent, int depth) {
        if (depth > DEPTH_MAX) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "Nested deeper than " + DEPTH_MAX);
        }
        long cost = 0;
        for (Object selection : selections.getSelections()) {
            cost += switch (selection) {
                case Field field -> costOf(field, parent, depth);
                case FragmentSpread spread -> costOf(fragments.get(spread.getName()), depth);
                case InlineFragment inline ->
                    costOf(
                            inline.getSelectionSet(),
                            inline.getTypeCondition() == null
                                    ? parent
                                    : container(inline.getTypeCondition().getName(), parent),
                            depth);
                default -> 0;
            };
        }
        return cost;
    }

    private long costOf(@Nullable FragmentDefinition fragment, int depth) {
        if (fragment == null) {
            return 0;
        }
        return costOf(
                fragment.getSelectionSet(),
                container(fragment.getTypeCondition().getName(), null),
                depth);
    }

    private long costOf(Field field, GraphQLFieldsContainer parent, int depth) {
        if (++fields > FIELDS_MAX) {
            throw refuse(Code.COST_EXCEEDED, "More than " + FIELDS_MAX + " fields");
        }
        // Counted here and not at the operation, where a fragment would hide them.
        if (depth == 1 && ++rootFields > rootFieldsMax) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "At most " + rootFieldsMax + " root fields");
        }
        if (field.getAlias() != null && ++aliases > ALIASES_MAX) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "More than " + ALIASES_MAX + " aliases");
        }
        var definition = parent.getFieldDefinition(field.getName());
        if (definition == null) {
            return 0;
        }
        requireScope(definition);
        if (field.getSelectionSet() == null) {
            return weight(definition, 0);
        }
        var type = GraphQLTypeUtil.unwrapAll(definition.getType());
        var children = type instanceof GraphQLFieldsContainer container
                ? costOf(field.getSelectionSet(), container, depth + 1)
                : costOf(field.getSelectionSet(), container("Query", null), depth + 1);
        return weight(definition, 1) + Math.min(COST_COUNTED_MAX, pageSize(field, definition) * children);
    }

    private void requireScope(GraphQLFieldDefinition definition) {
        var directive = definition.getAppliedDirective("requiresScope");
        if (directive == null) {
            return;
        }
        String scope = Objects.requireNonNull(directive.getArgument("scope")).getValue();
        if (scope != null && !request.actor().holds(scope)) {
            throw refuse(Code.FORBIDDEN, definition.getName() + " needs the scope " + scope);
        }
    }

    private long pageSize(Field field, GraphQLFieldDefinition definition) {
        var argument = definition.getArgument("first");
        if (argument == null) {
            return 1;
        }
        var first = first(field, definition);
        if (first < 1 || first > Paging.FIRST_MAX) {
            throw Refusal.badInput(List.of(field.getName(), "first"), "must be between 1 and " + Paging.FIRST_MAX);
        }
        return first;
    }

    private long first(Field field, GraphQLFieldDefinition definition) {
        Value<?> given = field.getArguments().stream()
                .filter(each -> each.getName().equals("first"))
                .findFirst()
                .<Value<?>>map(Argument::getValue)
                .orElse(null);
        if (given instanceof VariableReference variable) {
            if (variables.get(variable.getName()) instanceof Number number) {
                return number.longValue();
            }
            given = variableDefaults.get(variable.getName());
        }
        return given instanceof IntValue literal ? literal.getValue().longValue() : defaultOf(definition);
    }

    private static long defaultOf(GraphQLFieldDefinition definition) {
        var value = definition.getArgument("first").getArgumentDefaultValue().getValue();
        return value instanceof IntValue literal ? literal.getValue().longValue() : Paging.FIRST_MAX;
    }

    private static long weight(GraphQLFieldDefinition definition, long otherwise) {
        var directive = definition.getAppliedDirective("cost");
        if (directive == null) {
            return otherwise;
        }
        Integer weight = Objects.requireNonNull(directive.getArgument("weight")).getValue();
        return weight == null ? otherwise : weight;
    }

    private GraphQLFieldsContainer container(String type, @Nullable GraphQLFieldsContainer otherwise) {
        if (schema.getType(type) instanceof GraphQLFieldsContainer container) {
            return container;
        }
        return otherwise == null ? schema.getQueryType() : otherwise;
    }

    private static Refusal refuse(Code code, String message) {
        return new Refusal(code, message);
    }
}
