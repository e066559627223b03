package market.search.text;

import java.util.List;

/** Folds English plurals. Crude on purpose: goods and queries are folded alike, so a wrong stem does no harm. */
final class English {
    private static final int SHORTEST = 4;
    private static final List<String> HISSING = List.of("sses", "shes", "ches", "xes", "zes");
    private static final List<String> SINGULAR = List.of("ss", "us", "is");

    private English() {}

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
