package market.search.text;

import java.util.List;

/**
 * What a shopper's query asks for.
 *
 * @param kind which of the fields deserve to be asked
 * @param text the normalised query
 * @param words one group for each Chinese word or measure; a good match holds a term of every group
 * @param bigrams the pairs of each Chinese run, or its one character; most of them suffice where words fail
 * @param latin one term for each Latin word or bare number
 * @param pinyin the Latin words joined, when there are only such: the spelling of a whole name
 * @param sounds how a short Chinese query is pronounced as a whole, for those who typed other characters of the same sound
 * @param codes spellings of what may be an article number, a bar code or a batch code
 */
public record QueryTokens(
        Kind kind,
        String text,
        List<WordGroup> words,
        List<String> bigrams,
        List<LatinTerm> latin,
        List<String> pinyin,
        List<String> sounds,
        List<String> codes) {

    public QueryTokens {
        words = List.copyOf(words);
        bigrams = List.copyOf(bigrams);
        latin = List.copyOf(latin);
        pinyin = List.copyOf(pinyin);
        sounds = List.copyOf(sounds);
        codes = List.copyOf(codes);
    }

    public boolean isEmpty() {
        return words.isEmpty() && bigrams.isEmpty() && latin.isEmpty() && codes.isEmpty();
    }

    /** A code is a query that is nothing but one code; words that merely contain digits are not enough. */
    public enum Kind {
        CHINESE,
        LATIN,
        MIXED,
        CODE
    }

    /**
     * Terms of the words field of which one is enough. A word of a single character is to be sought among the bigrams too,
     * a Latin synonym in the Latin field.
     *
     * @param anyOf the word itself first, then its synonyms
     * @param sounds terms of the pinyin field that help those who typed a homophone; worth less than a word
     * @param isKnown whether a dictionary has it as it was typed: then its sound helps nobody but those who find nothing
     * @param parts the words that the word is made of, which together mean much the same; empty when it is made of none
     * @param kin words that the general language takes for the same; for those whose query finds nothing
     * @param guesses what the word may be a slip for, where no word sounds like it
     * @param endings what the names of such goods end in, as 椅 for 椅子
     * @param isTrait whether it says which of the goods are meant, not what goods: those without it are goods too
     */
    public record WordGroup(
            List<String> anyOf,
            List<String> sounds,
            boolean isKnown,
            List<String> parts,
            List<String> kin,
            List<String> guesses,
            List<String> endings,
            boolean isTrait) {
        public WordGroup {
            anyOf = List.copyOf(anyOf);
            sounds = List.copyOf(sounds);
            parts = List.copyOf(parts);
            kin = List.copyOf(kin);
            guesses = List.copyOf(guesses);
            endings = List.copyOf(endings);
        }

        public String word() {
            return anyOf.getFirst();
        }
    }

    /**
     * A Latin word of the query, to be found as a word, as pinyin or as initials.
     *
     * @param typed as typed, in lower case: the term for the pinyin field, exact, as a prefix or with slips
     * @param folded in the singular: the term for the Latin field
     * @param syllables every way to read it as pinyin, at most eight; empty when it is not pinyin
     * @param initials whether it may be the first letters of syllables
     * @param synonyms terms of the words field, and of the Latin field, that mean the same
     * @param chinese the trait that it spells, if it spells one
     * @param isTrait as in {@link WordGroup}
     */
    public record LatinTerm(
            String typed,
            String folded,
            List<List<String>> syllables,
            boolean initials,
            List<String> synonyms,
            List<String> chinese,
            boolean isTrait) {
        public LatinTerm {
            chinese = List.copyOf(chinese);
            syllables = List.copyOf(syllables);
            synonyms = List.copyOf(synonyms);
        }
    }
}
