package market.graphql.execution;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import market.graphql.Paging;
import market.graphql.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a field of a normalised operation costs: an object 1 point and a value none, unless {@code @cost} says otherwise;
 * what is below a connection counts as often as {@code first} says.
 *
 * @param pageArgument the value of {@code first} or {@code ids} as written; null when the field has no such argument
 * @param pageDefault how many there are when the argument is left out; 0 for a field that is no page
 */
record CostNode(
        String resultKey,
        String fieldName,
        long weight,
        @Nullable Value<?> pageArgument,
        int pageDefault,
        List<CostNode> children) {

    /** Far over every limit, and far from where sums of products overflow. */
    private static final long COST_MAX = 1_000_000_000L;

    static List<CostNode> of(GraphQLSchema schema, ExecutableNormalizedOperation operation) {
        return operation.getTopLevelFields().stream()
                .map(field -> of(schema, field))
                .toList();
    }

    private static CostNode of(GraphQLSchema schema, ExecutableNormalizedField field) {
        var definition = field.getFieldDefinitions(schema).getFirst();
        var isIntrospection = field.getFieldName().startsWith("__");
        return new CostNode(
                field.getResultKey(),
                field.getFieldName(),
                weight(definition, field.hasChildren() ? 1 : 0),
                argument(field, "first", argument(field, "ids", null)),
                pageDefault(definition),
                // The schema itself is answered from memory: it costs what its root costs.
                isIntrospection
                        ? List.of()
                        : field.getChildren().stream()
                                .map(child -> of(schema, child))
                                .toList());
    }

    static long requested(Collection<CostNode> nodes, Map<String, @Nullable Object> variables) {
        long sum = 0;
        for (var node : nodes) {
            var below = node.children.isEmpty() ? 0 : requested(node.children, variables);
            sum = Math.min(COST_MAX, sum + node.weight + node.pageSize(variables) * below);
        }
        return sum;
    }

    static long actual(Collection<CostNode> nodes, @Nullable Object data) {
        if (!(data instanceof Map<?, ?> object)) {
            return 0;
        }
        long sum = 0;
        for (var node : nodes) {
            sum += node.actual(object.get(node.resultKey));
        }
        return sum;
    }

    private long actual(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return weight + actual(children, value);
        }
        long sum = weight > 1 ? weight : 0;
        for (var item : list) {
            sum += (weight == 1 ? 1 : 0) + actual(children, item);
        }
        return sum;
    }

    private long pageSize(Map<String, @Nullable Object> variables) {
        if (pageDefault == 0) {
            return 1;
        }
        var given =
                pageArgument instanceof VariableReference variable ? variables.get(variable.getName()) : pageArgument;
        long size = switch (given) {
            case IntValue literal -> literal.getValue().longValueExact();
            case Number number -> number.longValue();
            case ArrayValue literal -> literal.getValues().size();
            case List<?> list -> list.size();
            case null, default -> pageDefault;
        };
        var isList = given instanceof List || given instanceof ArrayValue;
        if (size > Paging.FIRST_MAX || (size < 1 && !isList)) {
            throw Refusal.badInput(List.of(fieldName, "first"), "must be between 1 and " + Paging.FIRST_MAX);
        }
        return size;
    }

    private static @Nullable Value<?> argument(
            ExecutableNormalizedField field, String name, @Nullable Value<?> otherwise) {
        return field.getAstArguments().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .<Value<?>>map(Argument::getValue)
                .orElse(otherwise);
    }

    private static int pageDefault(GraphQLFieldDefinition definition) {
        var first = definition.getArgument("first");
        if (first == null) {
            return definition.getArgument("ids") == null ? 0 : 1;
        }
        return first.getArgumentDefaultValue().getValue() instanceof IntValue literal
                ? literal.getValue().intValueExact()
                : Paging.FIRST_MAX;
    }

    private static long weight(GraphQLFieldDefinition definition, long otherwise) {
        var directive = definition.getAppliedDirective("cost");
        if (directive == null) {
            return otherwise;
        }
        Integer weight = Objects.requireNonNull(directive.getArgument("weight")).getValue();
        return weight == null ? otherwise : weight;
    }
}
