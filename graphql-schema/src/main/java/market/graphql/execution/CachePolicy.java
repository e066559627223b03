package market.graphql.execution;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code @cacheControl} says of a field, in seconds; 0 for what only the caller may see. */
final class CachePolicy {

    /** The field says nothing of its own and is as fresh as what it belongs to. */
    static final int INHERITED = Integer.MAX_VALUE;

    private CachePolicy() {}

    static int maxAge(GraphQLFieldDefinition field, boolean isRoot) {
        var directive = field.getAppliedDirective("cacheControl");
        if (directive == null && GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType type) {
            directive = type.getAppliedDirective("cacheControl");
        }
        if (directive == null) {
            return isRoot ? 0 : INHERITED;
        }
        return "PRIVATE".equals(value(directive, "scope")) ? 0 : maxAge(directive);
    }

    private static int maxAge(GraphQLAppliedDirective directive) {
        return (Integer) Objects.requireNonNull(value(directive, "maxAge"));
    }

    private static @Nullable Object value(GraphQLAppliedDirective directive, String argument) {
        var given = directive.getArgument(argument);
        return given == null ? null : given.getValue();
    }
}
