package market.search.text;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** What the index does with the tokens, in miniature: every part of the query is met by the text. */
final class Matching {
    private Matching() {}

    static boolean matches(DocumentTokens text, QueryTokens query) {
        if (query.kind() == QueryTokens.Kind.CODE) {
            return text.codes().containsAll(query.codes());
        }
        var known = new HashSet<>(text.words());
        known.addAll(text.bigrams());
        known.addAll(text.latin());
        boolean byWords = query.words().stream()
                        .allMatch(group -> holdsAny(known, group.anyOf()) || holdsAny(text.pinyin(), group.sounds()))
                && query.latin().stream().allMatch(term -> latin(text, known, term));
        return byWords || text.pinyin().stream().anyMatch(query.pinyin()::contains);
    }

    private static boolean latin(DocumentTokens text, Collection<String> known, QueryTokens.LatinTerm term) {
        return known.contains(term.folded())
                || holdsAny(known, term.synonyms())
                || text.pinyin().contains(term.typed())
                || term.syllables().stream().anyMatch(text.pinyin()::containsAll)
                || (term.initials() && text.initials().contains(term.typed()));
    }

    private static boolean holdsAny(Collection<String> known, List<String> terms) {
        return terms.stream().anyMatch(known::contains);
    }
}
