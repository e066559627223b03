package market.search.text;

import java.util.Set;

/** Words of asking and of grammar, which tell nothing of the goods. */
final class StopWords {
    private static final Set<String> ALL = Set.copyOf(Resource.lines("stopwords.txt"));

    private StopWords() {}

    static boolean contains(String word) {
        return ALL.contains(word);
    }
}
