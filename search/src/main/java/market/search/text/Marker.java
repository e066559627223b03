package market.search.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import market.search.text.QueryTokens.LatinTerm;
import market.search.text.QueryTokens.WordGroup;

/** Marks the words of a query where they stand in a text as it is shown. */
final class Marker {

    /** Of a query that is longer than any title, the beginning is enough to show. */
    private static final int TERMS_MAX = 12;

    private static final int LONGEST_SPELT = 8;

    private final String compared;
    private final BitSet marked = new BitSet();

    /** @param text as shown; compared character by character, so that places stay where they are */
    Marker(String text) {
        var same = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            String normal = Normaliser.BUILT_IN.normalise(text.substring(i, i + 1));
            same.append(normal.length() == 1 ? normal.charAt(0) : ' ');
        }
        this.compared = same.toString();
    }

    List<Mark> of(QueryTokens query) {
        for (WordGroup group : query.words().stream().limit(TERMS_MAX).toList()) {
            if (!markFirstOf(group.anyOf())) {
                markAll(group.parts());
            }
        }
        for (LatinTerm term : query.latin().stream().limit(TERMS_MAX).toList()) {
            if (!mark(term.typed()) && !mark(term.folded())) {
                markFirstOf(term.synonyms());
                spelt(term.typed());
            }
        }
        query.pinyin().forEach(this::spelt);
        return stretches();
    }

    private boolean markFirstOf(List<String> words) {
        return words.stream().anyMatch(this::mark);
    }

    private void markAll(List<String> words) {
        words.forEach(this::mark);
    }

    private boolean mark(String word) {
        boolean isFound = false;
        for (int at = compared.indexOf(word); at >= 0 && !word.isEmpty(); at = compared.indexOf(word, at + 1)) {
            marked.set(at, at + word.length());
            isFound = true;
        }
        return isFound;
    }

    /** Chinese characters that are read so. */
    private void spelt(String latin) {
        var spelling = Spelling.of(compared);
        for (int start = 0; start < compared.length(); start++) {
            int end = start;
            while (end < compared.length() && Han.is(compared.charAt(end)) && end - start < LONGEST_SPELT) {
                end++;
                if (spelling.whole(start, end).contains(latin)
                        || (end - start > 1 && spelling.initials(start, end).contains(latin))) {
                    marked.set(start, end);
                    return;
                }
            }
        }
    }

    private List<Mark> stretches() {
        var stretches = new ArrayList<Mark>();
        for (int start = marked.nextSetBit(0); start >= 0; ) {
            int end = marked.nextClearBit(start);
            stretches.add(new Mark(start, end));
            start = marked.nextSetBit(end);
        }
        return stretches;
    }
}
