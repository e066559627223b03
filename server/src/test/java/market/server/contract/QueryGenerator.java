package market.server.contract;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes operations that a schema allows, the same ones for the same seed.
 *
 * @param words by name of argument or input field, values that mean something in the engine asked
 */
record QueryGenerator(GraphQLSchema schema, Random random, Map<String, List<String>> words) {

    private static final int DEPTH_MAX = 6;
    private static final List<String> NOISE = List.of("x", "茶", "", "prd_x", "0", "\\u0041");

    /** A query, and now and then a mutation. */
    String operation() {
        if (random.nextInt(8) == 0) {
            return "mutation { " + field(pick(fields(Objects.requireNonNull(schema.getMutationType()))), 1) + " }";
        }
        return "query Generated " + selections(schema.getQueryType(), 1);
    }

    private String selections(GraphQLType type, int depth) {
        return switch (type) {
            case GraphQLUnionType union -> "{ __typename " + onTypes(members(union), depth) + " }";
            case GraphQLInterfaceType inner ->
                "{ __typename " + own(inner, depth) + " "
                        + onTypes(Objects.requireNonNull(schema.getImplementations(inner)), depth) + " }";
            default -> "{ " + own((GraphQLFieldsContainer) type, depth) + " }";
        };
    }

    private List<GraphQLObjectType> members(GraphQLUnionType union) {
        return union.getTypes().stream()
                .map(each -> Objects.requireNonNull(schema.getObjectType(each.getName())))
                .toList();
    }

    private String onTypes(List<GraphQLObjectType> types, int depth) {
        return random.nextInt(3) == 0
                ? ""
                : "... on " + pick(types).getName() + " { __typename }" + (depth > 3 ? "" : " ... { __typename }");
    }

    private String own(GraphQLFieldsContainer type, int depth) {
        var all = new ArrayList<>(fields(type));
        Collections.shuffle(all, random);
        var wanted = 1 + random.nextInt(depth == 1 ? 2 : 4);
        var written = all.stream()
                .filter(each -> depth < DEPTH_MAX || GraphQLTypeUtil.isLeaf(each.getType()))
                .limit(wanted)
                .map(each -> field(each, depth))
                .collect(Collectors.joining(" "));
        return written.isEmpty() || random.nextInt(5) == 0 ? "__typename " + written : written;
    }

    private static List<GraphQLFieldDefinition> fields(GraphQLFieldsContainer type) {
        return type.getFieldDefinitions();
    }

    private String field(GraphQLFieldDefinition field, int depth) {
        var arguments = field.getArguments().stream()
                .filter(each -> isNeeded(each) || random.nextInt(3) == 0)
                .map(each -> each.getName() + ": " + value(each.getName(), each.getType(), 0))
                .collect(Collectors.joining(", "));
        var alias = random.nextInt(10) == 0 ? "a" + depth + "_" + field.getName() + ": " : "";
        var directive = random.nextInt(12) == 0 ? " @include(if: " + random.nextBoolean() + ")" : "";
        return alias
                + field.getName()
                + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                + directive
                + (GraphQLTypeUtil.isLeaf(field.getType()) ? "" : " " + selections(bare(field.getType()), depth + 1));
    }

    private static boolean isNeeded(GraphQLArgument argument) {
        return GraphQLTypeUtil.isNonNull(argument.getType()) && !argument.hasSetDefaultValue();
    }

    private static GraphQLType bare(GraphQLOutputType type) {
        return GraphQLTypeUtil.unwrapAll(type);
    }

    private String value(String name, GraphQLType type, int depth) {
        return switch (type) {
            case GraphQLNonNull nonNull -> value(name, nonNull.getWrappedType(), depth);
            case GraphQLList list -> "[" + value(name, list.getWrappedType(), depth + 1) + "]";
            case GraphQLEnumType choice -> pick(choice.getValues()).getName();
            case GraphQLInputObjectType object -> object(object, depth);
            default -> leaf(name, ((GraphQLNamedType) type).getName());
        };
    }

    private String leaf(String name, String type) {
        return switch (type) {
            case "Int" -> name.equals("first") ? String.valueOf(1 + random.nextInt(3)) : "1";
            case "Boolean" -> String.valueOf(random.nextBoolean());
            case "Decimal" -> "\"" + random.nextInt(200) + "\"";
            case "CurrencyCode" -> "\"CNY\"";
            case "URL" -> "\"https://shop.example/back\"";
            default -> "\"" + pick(random.nextInt(4) == 0 ? NOISE : words.getOrDefault(name, NOISE)) + "\"";
        };
    }

    private String object(GraphQLInputObjectType object, int depth) {
        var fields = object.getFields();
        var chosen = object.isOneOf()
                ? List.of(pick(fields))
                : fields.stream()
                        .filter(each -> (GraphQLTypeUtil.isNonNull(each.getType()) && !each.hasSetDefaultValue())
                                || (depth < 3 && random.nextInt(3) == 0))
                        .toList();
        return chosen.stream()
                .map(each -> each.getName() + ": " + value(each.getName(), each.getType(), depth + 1))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The same operation with one to three things wrong or odd in it. */
    String spoilt(String operation) {
        var tokens = new ArrayList<>(List.of(operation.split("(?<=[ {}(),:\\[\\]\"])|(?=[ {}(),:\\[\\]\"])", -1)));
        for (var times = 1 + random.nextInt(3); times > 0; times--) {
            var at = random.nextInt(tokens.size());
            switch (random.nextInt(8)) {
                case 0 -> tokens.set(at, "");
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
                case 3 ->
                    tokens.set(at, pick(List.of("null", "$v", "-1", "1e99", "\"\"\"", "@skip", "...", "on", "#")));
                case 4 -> tokens.set(at, tokens.get(at) + "\ud83c\udf75");
                case 5 -> tokens.set(at, pick(schema.getAllTypesAsList()).getName());
                case 6 -> tokens.subList(at, tokens.size()).clear();
                default -> tokens.set(at, tokens.get(at).repeat(20));
            }
            if (tokens.isEmpty()) {
                tokens.add("{");
            }
        }
        return String.join("", tokens);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
