package market.server.contract;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Arguments that a field accepts, written as literals: what it needs, and every id it could take.
 *
 * @param id stands for every id, and for the merchants' own keys of objects
 */
record SampleArguments(String id) {

    private static final Map<String, String> BY_NAME = Map.of(
            "carrier", "SHUNFENG",
            "trackingNumber", "SF1234567890",
            "idempotencyKey", "generated-key",
            "currency", "CNY",
            "language", "zh-CN",
            "standing", "ACTIVE",
            "client", "generated",
            "startsAt", "2030-01-01T00:00:00Z",
            "endsAt", "2030-01-02T00:00:00Z");
    private static final List<String> KEYS = List.of("key", "productHandle", "code", "handle", "sku");

    /** The field with its arguments, selecting no more than its type's name. */
    String call(GraphQLFieldDefinition field) {
        var arguments = field.getArguments().stream()
                .filter(argument -> isNeeded(argument.getType(), argument.hasSetDefaultValue()))
                .map(this::write)
                .collect(Collectors.joining(", "));
        var isObject = !GraphQLTypeUtil.isLeaf(field.getType());
        return field.getName()
                + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                + (isObject ? " { __typename }" : "");
    }

    /** Whether the field, or its input, takes ids or keys. */
    static boolean takesIds(GraphQLFieldDefinition field) {
        var call = new SampleArguments("here-is-an-id").call(field);
        return call.contains("here-is-an-id");
    }

    private String write(GraphQLArgument argument) {
        return argument.getName() + ": " + value(argument.getName(), argument.getType());
    }

    private String value(String name, GraphQLInputType type) {
        var bare = type instanceof GraphQLNonNull nonNull ? (GraphQLInputType) nonNull.getWrappedType() : type;
        if (bare instanceof GraphQLList list) {
            return "[" + value(name, (GraphQLInputType) list.getWrappedType()) + "]";
        }
        if (bare instanceof GraphQLInputObjectType object) {
            return object(object);
        }
        if (bare instanceof GraphQLEnumType enumeration) {
            return BY_NAME.getOrDefault(name, enumeration.getValues().getFirst().getName());
        }
        var typeName = ((GraphQLNamedType) bare).getName();
        return switch (typeName) {
            case "Int" -> "1";
            case "Boolean" -> "true";
            case "Decimal" -> "\"1\"";
            case "Date" -> "\"2030-01-01\"";
            case "DateTime" -> "\"" + BY_NAME.getOrDefault(name, "2030-01-01T00:00:00Z") + "\"";
            case "ID" -> "\"" + id + "\"";
            default -> "\"" + (KEYS.contains(name) ? id : BY_NAME.getOrDefault(name, "x")) + "\"";
        };
    }

    private String object(GraphQLInputObjectType object) {
        Predicate<GraphQLInputObjectField> needed = object.isOneOf()
                // Of a global id and a key, the one that the value looks like.
                ? field -> isId(field) == id.contains("_")
                : field -> isNeeded(field.getType(), field.hasSetDefaultValue());
        return object.getFields().stream()
                .filter(needed)
                .map(field -> field.getName() + ": " + value(field.getName(), field.getType()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean isId(GraphQLInputObjectField field) {
        return ((GraphQLNamedType) field.getType()).getName().equals("ID");
    }

    private static boolean isNeeded(GraphQLInputType type, boolean hasDefault) {
        return GraphQLTypeUtil.isNonNull(type) && !hasDefault;
    }
}
