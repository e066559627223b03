package market.search.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folds English plurals. Crude on purpose: goods and queries are folded alike, so a wrong stem does no harm. */
final class English {
    private static final int SHORTEST = 4;
    private static final List<String> HISSING = List.of("sses", "shes", "ches", "xes", "zes");
    private static final List<String> SINGULAR = List.of("ss", "us", "is");

    /** What stands behind these only says which. */
    private static final Pattern REST = Pattern.compile("[,;:()\u2013\u2014]| (?:with|of|in|for|from|by|at|on) |\\d");

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z']+");

    private English() {}

    /** The word that says what the goods are, in the singular: of a jujube honey with comb, honey. */
    static Optional<String> head(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var rest = REST.matcher(lower);
        var said = rest.find() ? lower.substring(0, rest.start()) : lower;
        var words = NO_LETTERS.split(said.strip(), -1);
        return Stream.of(words)
                .filter(word -> !word.isEmpty())
                .reduce((_, last) -> last)
                .map(word -> singular(word.replace("'", "")));
    }

    static String singular(String word) {
        if (word.length() < SHORTEST || !word.endsWith("s") || SINGULAR.stream().anyMatch(word::endsWith)) {
            return word;
        }
        if (word.endsWith("ies") && word.length() > SHORTEST) {
            return word.substring(0, word.length() - 3) + "y";
        }
        int cut = HISSING.stream().anyMatch(word::endsWith) ? 2 : 1;
        return word.substring(0, word.length() - cut);
    }
}
