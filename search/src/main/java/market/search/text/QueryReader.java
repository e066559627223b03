package market.search.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.search.text.QueryTokens.Kind;
import market.search.text.QueryTokens.LatinTerm;
import market.search.text.QueryTokens.WordGroup;

/** Collects the tokens of one query. */
final class QueryReader {
    /** Longer than the spelling of any run that is indexed whole. */
    private static final int MAX_JOINED = 6 * DocumentReader.LONGEST_SPELT_RUN;

    /** A longer run is a sentence, which no title sounds like. */
    private static final int LONGEST_MISHEARD = 8;

    private final Segmenter segmenter;
    private final Dictionary dictionary;

    /** Words and measures by their sounds, in the order of the query. */
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    private final Set<String> bigrams = new LinkedHashSet<>();
    private final Set<String> latin = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();
    private final StringBuilder joined = new StringBuilder();
    private final Set<String> sounds = new LinkedHashSet<>();
    private boolean hasChinese;
    private boolean hasLatin;

    QueryReader(Segmenter segmenter, Dictionary dictionary) {
        this.segmenter = segmenter;
        this.dictionary = dictionary;
    }

    QueryTokens read(String normalised) {
        var pieces = Pieces.of(normalised);
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case Piece.Chinese(var run) -> chinese(run);
                case Piece.Word(var word) -> word(word);
                case Piece.Numeric(var number) -> {
                    // Who asks for 250g asks for the measure, not for the number.
                    if (i + 1 == pieces.size() || !(pieces.get(i + 1) instanceof Piece.Measured)) {
                        latin.add(number);
                    }
                }
                case Piece.Measured(var token) -> words.put(token, List.of());
                case Piece.Code(var code) -> codes.addAll(Codes.spellings(code));
            }
        }
        boolean spelt = hasLatin && !hasChinese && joined.length() <= MAX_JOINED;
        return new QueryTokens(
                kind(pieces, normalised),
                normalised,
                groups(),
                List.copyOf(bigrams),
                terms(),
                spelt ? List.of(joined.toString()) : List.of(),
                List.copyOf(sounds),
                List.copyOf(codes));
    }

    private void chinese(String run) {
        hasChinese = true;
        var spelling = Spelling.of(run);
        int from = 0;
        for (var segment : segmenter.segment(run)) {
            words.putIfAbsent(segment.token(), spelling.whole(segment.start(), segment.end()));
            if (StopWords.contains(segment.token())) {
                pairs(run, from, segment.start());
                from = segment.end();
            }
        }
        pairs(run, from, run.length());
        if (run.length() > 1 && run.length() <= LONGEST_MISHEARD) {
            sounds.addAll(spelling.whole(0, run.length()));
        }
    }

    private void pairs(String run, int from, int to) {
        if (to - from == 1) {
            bigrams.add(run.substring(from, to));
        }
        for (int i = from; i + 1 < to; i++) {
            bigrams.add(run.substring(i, i + 2));
        }
    }

    private void word(String word) {
        hasLatin = true;
        latin.add(word);
        joined.append(word);
    }

    private Kind kind(List<Piece> pieces, String text) {
        if (pieces.stream().findFirst().filter(piece -> isWhole(piece, text)).isPresent()) {
            return Kind.CODE;
        }
        if (hasChinese) {
            return hasLatin ? Kind.MIXED : Kind.CHINESE;
        }
        return !hasLatin && text.chars().anyMatch(c -> Han.is((char) c)) ? Kind.CHINESE : Kind.LATIN;
    }

    private static boolean isWhole(Piece piece, String text) {
        return piece instanceof Piece.Code(var code) && code.equals(text);
    }

    /** A query of nothing but stop words is taken at its word. */
    private List<WordGroup> groups() {
        var kept = words.keySet().stream()
                .filter(word -> !StopWords.contains(word))
                .toList();
        boolean onlyStopWords = kept.isEmpty() && latin.isEmpty();
        return (onlyStopWords ? List.copyOf(words.keySet()) : kept)
                .stream().map(this::group).toList();
    }

    private WordGroup group(String word) {
        var anyOf = new ArrayList<String>();
        anyOf.add(word);
        anyOf.addAll(dictionary.synonyms(word));
        return new WordGroup(
                anyOf, words.getOrDefault(word, List.of()), parts(word), Thesaurus.kin(word), isTrait(word));
    }

    private List<String> parts(String word) {
        boolean isChinese = word.chars().allMatch(c -> Han.is((char) c));
        return isChinese && word.length() > 2
                ? segmenter.parts(word).stream().map(Segmenter.Segment::token).toList()
                : List.of();
    }

    private boolean isTrait(String word) {
        return dictionary.isTrait(word) || (!dictionary.isOfTheTrade(word) && segmenter.isNoThing(word));
    }

    private List<LatinTerm> terms() {
        return latin.stream().map(this::term).toList();
    }

    private LatinTerm term(String typed) {
        String folded = English.singular(typed);
        return new LatinTerm(
                typed,
                folded,
                Syllables.readings(typed),
                Syllables.mayBeInitials(typed),
                List.copyOf(dictionary.synonyms(folded)),
                dictionary.isTrait(folded));
    }
}
