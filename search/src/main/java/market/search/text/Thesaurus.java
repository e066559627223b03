package market.search.text;

import com.hankcs.hanlp.corpus.synonym.Synonym;
import com.hankcs.hanlp.dictionary.CoreSynonymDictionary;
import java.util.List;

/** What the general language calls the same: wider and vaguer than our own synonyms, so only for want of anything better. */
final class Thesaurus {

    private static final int MOST = 8;

    private Thesaurus() {}

    /** Reads the dictionary, which takes most of a second, before the first shopper has to wait for it. */
    static void load() {
        kin("茶");
    }

    static List<String> kin(String word) {
        var item = CoreSynonymDictionary.get(word);
        if (item == null || item.synonymList == null) {
            return List.of();
        }
        return item.synonymList.stream()
                .filter(synonym -> synonym.type == Synonym.Type.EQUAL)
                .map(Synonym::getRealWord)
                .filter(other -> !other.equals(word))
                .limit(MOST)
                .toList();
    }
}
