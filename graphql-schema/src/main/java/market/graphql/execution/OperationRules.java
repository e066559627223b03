package market.graphql.execution;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import org.jspecify.annotations.Nullable;

/**
 * Walks an operation as it is written, after validation, and refuses one that is over a limit of shape: depth, aliases,
 * root fields, directives. The walk itself is bounded, so that nested fragments cannot make it dear.
 */
final class OperationRules {

    private static final int DEPTH_MAX = 12;
    private static final int ALIASES_MAX = 30;
    private static final int ROOT_FIELDS_MAX = 20;
    private static final int DIRECTIVES_MAX = 20;
    private static final int FIELDS_MAX = 5_000;

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, String> fieldsByScope = new LinkedHashMap<>();
    private final Map<String, String> fieldsByOwner = new LinkedHashMap<>();
    private boolean isConditional;
    private boolean isIntrospective;
    private boolean isOpen = true;
    private int maxAge = CachePolicy.INHERITED;
    private int fields;
    private int rootFieldsMax = ROOT_FIELDS_MAX;
    private int rootFields;
    private int aliases;

    OperationRules(GraphQLSchema schema, Document document) {
        this.schema = schema;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    void check(OperationDefinition operation) {
        var root = switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
        if (root == null) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "This surface has no such operation type");
        }
        checkDirectives(operation);
        rootFieldsMax = operation.getOperation() == OperationDefinition.Operation.QUERY ? ROOT_FIELDS_MAX : 1;
        walk(operation.getSelectionSet(), root, 1);
    }

    /** Whether variables switch parts of it on and off. */
    boolean isConditional() {
        return isConditional;
    }

    /** Whether all that it asks for is answered without a credential. */
    boolean isOpen() {
        return isOpen;
    }

    boolean isIntrospective() {
        return isIntrospective;
    }

    /** For how many seconds everybody may share an answer; 0 when nobody may. */
    int maxAge() {
        return maxAge == CachePolicy.INHERITED || isIntrospective ? 0 : maxAge;
    }

    /** What the caller's credential must hold, with a field that needs it. */
    Map<String, String> fieldsByScope() {
        return fieldsByScope;
    }

    /** Which kinds of owners the caller must be, with a field that needs it. */
    Map<String, String> fieldsByOwner() {
        return fieldsByOwner;
    }

    private void walk(SelectionSet selections, GraphQLFieldsContainer parent, int depth) {
        if (depth > DEPTH_MAX) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "Nested deeper than " + DEPTH_MAX);
        }
        for (Object selection : selections.getSelections()) {
            switch (selection) {
                case Field field -> walk(field, parent, depth);
                case FragmentSpread spread -> {
                    checkDirectives(spread);
                    walk(fragments.get(spread.getName()), depth);
                }
                case InlineFragment inline -> {
                    checkDirectives(inline);
                    walk(inline.getSelectionSet(), container(inline, parent), depth);
                }
                default -> throw new IllegalStateException("No selection: " + selection);
            }
        }
    }

    private void walk(@Nullable FragmentDefinition fragment, int depth) {
        if (fragment == null) {
            return;
        }
        // Counted too: fragments that hold nothing but fragments would never reach the limit of fields.
        countField();
        checkDirectives(fragment);
        walk(
                fragment.getSelectionSet(),
                container(fragment.getTypeCondition().getName(), schema.getQueryType()),
                depth);
    }

    private void walk(Field field, GraphQLFieldsContainer parent, int depth) {
        countField();
        // Counted here and not at the operation, where a fragment would hide them.
        if (depth == 1 && ++rootFields > rootFieldsMax) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "At most " + rootFieldsMax + " root fields");
        }
        if (field.getAlias() != null && ++aliases > ALIASES_MAX) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "More than " + ALIASES_MAX + " aliases");
        }
        checkDirectives(field);
        if (field.getName().equals("__schema") || field.getName().equals("__type")) {
            // Tools ask deeper than anybody else; what is too much here the validation itself refuses.
            isIntrospective = true;
            isOpen = false;
            return;
        }
        var definition = parent.getFieldDefinition(field.getName());
        if (definition == null) {
            isOpen &= depth > 1;
            return;
        }
        noteScope(definition);
        isOpen &= depth > 1 || definition.hasAppliedDirective("withoutCredential");
        maxAge = Math.min(maxAge, CachePolicy.maxAge(definition, depth == 1));
        if (field.getSelectionSet() != null
                && GraphQLTypeUtil.unwrapAll(definition.getType()) instanceof GraphQLFieldsContainer container) {
            walk(field.getSelectionSet(), container, depth + 1);
        } else if (field.getSelectionSet() != null) {
            walk(field.getSelectionSet(), schema.getQueryType(), depth + 1);
        }
    }

    private void countField() {
        if (++fields > FIELDS_MAX) {
            throw refuse(Code.COST_EXCEEDED, "More than " + FIELDS_MAX + " fields");
        }
    }

    private void checkDirectives(DirectivesContainer<?> container) {
        if (container.getDirectives().size() > DIRECTIVES_MAX) {
            throw refuse(Code.GRAPHQL_VALIDATION_FAILED, "More than " + DIRECTIVES_MAX + " directives in one place");
        }
        isConditional |= container.getDirectives().stream().anyMatch(OperationRules::dependsOnVariables);
    }

    private static boolean dependsOnVariables(Directive directive) {
        return directive.getArguments().stream().anyMatch(each -> each.getValue() instanceof VariableReference);
    }

    private void noteScope(GraphQLFieldDefinition definition) {
        note(definition, "requiresScope", "scope", fieldsByScope);
        note(definition, "ownedBy", "owner", fieldsByOwner);
    }

    private static void note(
            GraphQLFieldDefinition definition, String directive, String argument, Map<String, String> fields) {
        var applied = definition.getAppliedDirective(directive);
        if (applied != null) {
            String value = Objects.requireNonNull(applied.getArgument(argument)).getValue();
            fields.putIfAbsent(Objects.requireNonNull(value), definition.getName());
        }
    }

    private GraphQLFieldsContainer container(InlineFragment inline, GraphQLFieldsContainer parent) {
        return inline.getTypeCondition() == null
                ? parent
                : container(inline.getTypeCondition().getName(), parent);
    }

    private GraphQLFieldsContainer container(String type, GraphQLFieldsContainer otherwise) {
        return schema.getType(type) instanceof GraphQLFieldsContainer container ? container : otherwise;
    }

    private static Refusal refuse(Code code, String message) {
        return new Refusal(code, message);
    }
}
