package market.search.text;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * What a text is indexed under. Each list holds distinct tokens without spaces, to be joined by spaces into one field.
 *
 * @param words Chinese words, the shorter known words inside them, and measures such as {@code 250g}
 * @param heads the words that a Chinese run ends in: what the goods are, where the words before say of what kind
 * @param bigrams single characters and neighbouring pairs of every Chinese run
 * @param pinyin syllables, words, neighbouring words and whole runs, written without tones or spaces
 * @param initials the first letters of words, neighbouring words and whole runs, such as {@code lagp}
 * @param spoken each Chinese run in syllables one after another, once more where characters have other readings
 * @param latin Latin words in lower case and the singular, and bare numbers
 * @param codes article numbers, bar codes and batch codes, with and without their hyphens
 */
public record DocumentTokens(
        List<String> words,
        List<String> heads,
        List<String> bigrams,
        List<String> pinyin,
        List<String> initials,
        List<String> spoken,
        List<String> latin,
        List<String> codes) {

    /** Of several texts that stand apart. */
    public static DocumentTokens of(Collection<DocumentTokens> texts) {
        return new DocumentTokens(
                all(texts, DocumentTokens::words),
                all(texts, DocumentTokens::heads),
                all(texts, DocumentTokens::bigrams),
                all(texts, DocumentTokens::pinyin),
                all(texts, DocumentTokens::initials),
                all(texts, DocumentTokens::spoken),
                all(texts, DocumentTokens::latin),
                all(texts, DocumentTokens::codes));
    }

    private static List<String> all(Collection<DocumentTokens> texts, Function<DocumentTokens, List<String>> tokens) {
        var distinct = new LinkedHashSet<String>();
        texts.forEach(text -> distinct.addAll(tokens.apply(text)));
        return List.copyOf(distinct);
    }

    public DocumentTokens {
        words = List.copyOf(words);
        heads = List.copyOf(heads);
        bigrams = List.copyOf(bigrams);
        pinyin = List.copyOf(pinyin);
        initials = List.copyOf(initials);
        spoken = List.copyOf(spoken);
        latin = List.copyOf(latin);
        codes = List.copyOf(codes);
    }
}
