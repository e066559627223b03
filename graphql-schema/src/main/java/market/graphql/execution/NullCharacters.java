package market.graphql.execution;

import graphql.language.Node;
import graphql.language.StringValue;
import java.util.Collection;
import java.util.Map;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import org.jspecify.annotations.Nullable;

/** Keeps out U+0000, which JSON and GraphQL can write but PostgreSQL's texts cannot hold. */
final class NullCharacters {

    private NullCharacters() {}

    static void refuseIn(Node<?> document) {
        if (areInNode(document)) {
            throw refusal();
        }
    }

    static void refuseIn(Map<String, @Nullable Object> variables) {
        if (areInJson(variables)) {
            throw refusal();
        }
    }

    private static boolean areInNode(Node<?> node) {
        return (node instanceof StringValue text && areInJson(text.getValue()))
                || node.getChildren().stream().anyMatch(NullCharacters::areInNode);
    }

    private static boolean areInJson(@Nullable Object value) {
        return switch (value) {
            case String text -> text.indexOf('\0') >= 0;
            case Collection<?> list -> list.stream().anyMatch(NullCharacters::areInJson);
            case Map<?, ?> object -> areInJson(object.values());
            case null, default -> false;
        };
    }

    private static Refusal refusal() {
        return new Refusal(Code.BAD_USER_INPUT, "A text must not contain the character U+0000");
    }
}
