package market.graphql.execution;

import java.util.Map;
import java.util.regex.Pattern;

/** Takes out of messages what only a Java programmer could mean, and what helps to guess names. */
final class PlainWords {

    private static final Pattern JAVA_NAME = Pattern.compile("(?:[a-z_][\\w]*\\.){2,}([A-Z]\\w*)");
    private static final Pattern QUOTED = Pattern.compile("(['`])([A-Z]\\w*)\\1");
    private static final Pattern SUGGESTION = Pattern.compile("\\s*\\(?[Dd]id you mean.*$", Pattern.DOTALL);
    private static final Map<String, String> JSON_NAMES = Map.ofEntries(
            Map.entry("LinkedHashMap", "object"),
            Map.entry("ImmutableMapN", "object"),
            Map.entry("ArrayList", "list"),
            Map.entry("ImmutableCollections", "list"),
            Map.entry("Integer", "number"),
            Map.entry("Long", "number"),
            Map.entry("BigInteger", "number"),
            Map.entry("Double", "number"),
            Map.entry("BigDecimal", "number"));

    private PlainWords() {}

    static String of(String message) {
        var named = JAVA_NAME.matcher(message).replaceAll("$1");
        var spoken = QUOTED.matcher(named)
                .replaceAll(match ->
                        match.group(1) + JSON_NAMES.getOrDefault(match.group(2), match.group(2)) + match.group(1));
        return SUGGESTION.matcher(spoken).replaceFirst("");
    }
}
