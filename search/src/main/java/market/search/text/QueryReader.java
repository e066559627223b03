package market.search.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** How many words on either side a mistyped word may reach over. */
    private static final int NEIGHBOURS = 3;

    /** Makes a noun of one character; the names of kinds of it do without. */
    private static final String NOUN_ENDING = "子";

    private static final Set<String> QUALIFIES_BEFORE = Set.of("的", "用", "用的");

    private final Segmenter segmenter;
    private final Dictionary dictionary;
    private final Misspellings misspellings;

    /** Words and measures by their sounds, in the order of the query. */
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    /** What words were probably meant to be. */
    private final Map<String, Misspellings.Meant> meant = new HashMap<>();

    /** Words that stand before 的: of what follows, they only say which. */
    private final Set<String> qualifying = new LinkedHashSet<>();

    private final Set<String> bigrams = new LinkedHashSet<>();
    private final Set<String> latin = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();
    private final StringBuilder joined = new StringBuilder();
    private final Set<String> sounds = new LinkedHashSet<>();
    private boolean hasChinese;
    private boolean hasLatin;

    QueryReader(Segmenter segmenter, Dictionary dictionary, Misspellings misspellings) {
        this.segmenter = segmenter;
        this.dictionary = dictionary;
        this.misspellings = misspellings;
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
        for (var segment : corrected(run, segmenter.segment(run))) {
            if (QUALIFIES_BEFORE.contains(segment.token()) && segment.end() < run.length()) {
                qualifying.addAll(words.keySet());
            }
            read(segment, spelling);
            if (dictionary.isStopWord(segment.token())) {
                pairs(run, from, segment.start());
                from = segment.end();
            }
        }
        pairs(run, from, run.length());
        if (run.length() > 1 && run.length() <= LONGEST_MISHEARD) {
            sounds.addAll(spelling.whole(0, run.length()));
        }
    }

    /** A compound that begins with a trait is that trait and the rest. */
    private void read(Segmenter.Segment segment, Spelling spelling) {
        var parts = parts(segment.token());
        if (!parts.isEmpty()
                && dictionary.isTraitOfRest(segment.token(), parts.getFirst().token())) {
            for (var part : parts) {
                words.putIfAbsent(
                        part.token(), spelling.whole(segment.start() + part.start(), segment.start() + part.end()));
            }
        } else {
            words.putIfAbsent(segment.token(), spelling.whole(segment.start(), segment.end()));
        }
    }

    /** Where a single character stands about, it and its neighbours may be a known word mistyped. */
    private List<Segmenter.Segment> corrected(String run, List<Segmenter.Segment> segments) {
        for (int i = 0; i < segments.size(); i++) {
            var loose = segments.get(i);
            if (loose.end() - loose.start() > 1 || dictionary.isStopWord(loose.token())) {
                continue;
            }
            for (int first = Math.max(0, i - NEIGHBOURS); first <= i; first++) {
                for (int last = Math.min(segments.size() - 1, i + NEIGHBOURS); last >= i && last > first; last--) {
                    int start = segments.get(first).start();
                    int end = segments.get(last).end();
                    var word = misspellings.meant(run.substring(start, end), loose.start() - start);
                    if (word.isPresent()) {
                        var whole = new Segmenter.Segment(start, end, run.substring(start, end));
                        meant.put(whole.token(), word.get());
                        var mended = new ArrayList<>(segments.subList(0, first));
                        mended.add(whole);
                        mended.addAll(corrected(run, segments.subList(last + 1, segments.size())));
                        return mended;
                    }
                }
            }
        }
        return segments;
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
                .filter(word -> !dictionary.isStopWord(word))
                .toList();
        boolean onlyStopWords = kept.isEmpty() && latin.isEmpty();
        return (onlyStopWords ? List.copyOf(words.keySet()) : kept)
                .stream().map(this::group).toList();
    }

    /** What was typed comes first: a slip to us may be a name to a merchant. */
    private WordGroup group(String word) {
        var slip = Optional.ofNullable(meant.get(word));
        var named = slip.filter(Misspellings.Meant::isSound)
                .map(Misspellings.Meant::word)
                .orElse(word);
        var anyOf = new LinkedHashSet<String>();
        anyOf.add(word);
        anyOf.add(named);
        anyOf.addAll(dictionary.synonyms(named));
        return new WordGroup(
                List.copyOf(anyOf),
                words.getOrDefault(word, List.of()),
                dictionary.isOfTheTrade(word) || segmenter.isGeneral(word),
                parts(named).stream().map(Segmenter.Segment::token).toList(),
                Thesaurus.kin(named),
                slip.filter(other -> !other.isSound()).map(Misspellings.Meant::word).stream()
                        .toList(),
                endings(named),
                isTrait(named) || isQualifying(word));
    }

    private static List<String> endings(String word) {
        return word.length() == 2 && word.endsWith(NOUN_ENDING) ? List.of(word.substring(0, 1)) : List.of();
    }

    /** What stands before 的 is a name all the same when nothing but traits stands behind it. */
    private boolean isQualifying(String word) {
        return qualifying.contains(word)
                && words.keySet().stream()
                        .anyMatch(other ->
                                !qualifying.contains(other) && !dictionary.isStopWord(other) && !isTrait(other));
    }

    private List<Segmenter.Segment> parts(String word) {
        boolean isChinese = word.chars().allMatch(c -> Han.is((char) c));
        return isChinese && word.length() > 2 ? segmenter.parts(word) : List.of();
    }

    private boolean isTrait(String word) {
        return dictionary.isTrait(word) || (!dictionary.isOfTheTrade(word) && segmenter.isNoThing(word));
    }

    private List<LatinTerm> terms() {
        var telling =
                latin.stream().filter(word -> !dictionary.isStopWord(word)).toList();
        return (telling.isEmpty() ? List.copyOf(latin) : telling)
                .stream().map(this::term).toList();
    }

    private LatinTerm term(String typed) {
        String folded = English.singular(typed);
        var spelt = misspellings.sounding(typed).filter(dictionary::isTrait).stream()
                .toList();
        return new LatinTerm(
                typed,
                folded,
                Syllables.readings(typed),
                Syllables.mayBeInitials(typed),
                List.copyOf(dictionary.synonyms(folded)),
                spelt,
                dictionary.isTrait(folded) || !spelt.isEmpty());
    }
}
