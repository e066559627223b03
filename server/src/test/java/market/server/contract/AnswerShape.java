package market.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.BooleanValue;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares answers with what the schema promises of them; every difference is a sentence in {@code faults}. */
record AnswerShape(GraphQLSchema schema, List<String> faults) {

    AnswerShape(GraphQLSchema schema) {
        this(schema, new ArrayList<>());
    }

    void check(String document, JsonNode data) {
        var operation = new Parser()
                .parseDocument(document)
                .getDefinitionsOfType(OperationDefinition.class)
                .getFirst();
        var root = operation.getOperation() == OperationDefinition.Operation.MUTATION
                ? Objects.requireNonNull(schema.getMutationType())
                : schema.getQueryType();
        object(document, operation.getSelectionSet(), root, data);
    }

    private void object(String path, SelectionSet selections, GraphQLType type, JsonNode value) {
        if (!value.isObject()) {
            faults.add(path + " is no object: " + value);
            return;
        }
        var known = new HashSet<String>();
        members(path, selections, type, value, known);
        value.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(path + "." + name + " was not asked");
            }
        });
    }

    private void members(String path, SelectionSet selections, GraphQLType type, JsonNode value, Set<String> known) {
        for (Object selection : selections.getSelections()) {
            switch (selection) {
                case Field field when isLeftOut(field) -> {}
                case Field field -> {
                    known.add(field.getResultKey());
                    member(path, field, type, value);
                }
                case InlineFragment fragment
                when fragment.getTypeCondition() == null ->
                    members(path, fragment.getSelectionSet(), type, value, known);
                case InlineFragment fragment -> {
                    var concrete =
                            Objects.requireNonNull(fragment.getTypeCondition()).getName();
                    if (concrete.equals(value.path("__typename").asText())) {
                        members(path, fragment.getSelectionSet(), type, value, known);
                    }
                }
                default -> throw new IllegalArgumentException(path + " has " + selection);
            }
        }
    }

    private static boolean isLeftOut(Field field) {
        return field.getDirectives("include").stream()
                .anyMatch(each -> Objects.requireNonNull(each.getArgument("if")).getValue() instanceof BooleanValue when
                        && !when.isValue());
    }

    private void member(String path, Field field, GraphQLType type, JsonNode value) {
        var here = path + "." + field.getResultKey();
        var given = value.get(field.getResultKey());
        if (given == null) {
            faults.add(here + " is missing");
        } else if (field.getName().equals("__typename")) {
            if (!(schema.getType(given.asText()) instanceof GraphQLFieldsContainer)) {
                faults.add(here + " is no type: " + given);
            }
        } else {
            var definition = ((GraphQLFieldsContainer) type).getFieldDefinition(field.getName());
            value(here, field.getSelectionSet(), definition.getType(), given);
        }
    }

    private void value(String path, @Nullable SelectionSet selections, GraphQLType type, JsonNode value) {
        if (type instanceof GraphQLNonNull nonNull) {
            if (value.isNull()) {
                faults.add(path + " is null");
                return;
            }
            value(path, selections, nonNull.getWrappedType(), value);
        } else if (value.isNull()) {
            return;
        } else if (type instanceof GraphQLList list) {
            if (!value.isArray()) {
                faults.add(path + " is no list: " + value);
            }
            value.forEach(each -> value(path + "[]", selections, list.getWrappedType(), each));
        } else if (GraphQLTypeUtil.isLeaf(type)) {
            leaf(path, type, value);
        } else {
            object(path, Objects.requireNonNull(selections), type, value);
        }
    }

    private void leaf(String path, GraphQLType type, JsonNode value) {
        var fits = switch (((GraphQLNamedType) type).getName()) {
            case "Int" -> value.isInt();
            case "Float" -> value.isNumber();
            case "Boolean" -> value.isBoolean();
            case "Decimal" -> value.isTextual() && value.asText().matches("-?[0-9]+(\\.[0-9]+)?");
            case "Date" -> value.isTextual() && value.asText().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
            case "DateTime" -> value.isTextual() && value.asText().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
            case "CurrencyCode" -> value.isTextual() && value.asText().matches("[A-Z]{3}");
            default -> value.isTextual();
        };
        if (!fits || (type instanceof GraphQLEnumType choice && choice.getValue(value.asText()) == null)) {
            faults.add(path + " is no " + type + ": " + value);
        }
    }
}
