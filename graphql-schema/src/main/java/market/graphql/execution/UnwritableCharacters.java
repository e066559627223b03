package market.graphql.execution;

import graphql.language.Node;
import graphql.language.StringValue;
import java.util.Collection;
import java.util.Map;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out what JSON and GraphQL can write but nothing behind them: U+0000, which PostgreSQL's texts cannot hold, and half a
 * pair of surrogates, which UTF-8 cannot.
 */
final class UnwritableCharacters {

    private UnwritableCharacters() {}

    static void refuseIn(Node<?> document) {
        if (document instanceof StringValue text) {
            check((Object) text.getValue());
        }
        document.getChildren().forEach(UnwritableCharacters::refuseIn);
    }

    static void refuseIn(Map<String, @Nullable Object> variables) {
        check(variables);
    }

    private static void check(@Nullable Object value) {
        switch (value) {
            case String text -> check(text);
            case Collection<?> list -> list.forEach(UnwritableCharacters::check);
            case Map<?, ?> object -> object.values().forEach(UnwritableCharacters::check);
            case null, default -> {
                // Numbers and truth values hold no characters.
            }
        }
    }

    private static void check(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '\0') {
                throw refusal("the character U+0000");
            }
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                throw refusal("half a pair of surrogates");
            }
        }
    }

    private static Refusal refusal(String what) {
        return new Refusal(Code.BAD_USER_INPUT, "A text must not contain " + what);
    }
}
