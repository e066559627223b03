package market.search.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the tokens of one text that is to be indexed. */
final class DocumentReader {
    /** Nobody types the spelling of a longer run in one go, and its words and pairs are there as well. */
    static final int LONGEST_SPELT_RUN = 16;

    /** A short run that stands by itself is a name, whatever it is made of. */
    private static final int LONGEST_NAME = 6;

    private final Segmenter segmenter;
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> heads = new LinkedHashSet<>();
    private final Set<String> bigrams = new LinkedHashSet<>();
    private final Set<String> pinyin = new LinkedHashSet<>();
    private final Set<String> initials = new LinkedHashSet<>();
    private final Set<String> spoken = new LinkedHashSet<>();
    private final Set<String> latin = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();

    DocumentReader(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    DocumentTokens read(String normalised) {
        for (Piece piece : Pieces.of(normalised)) {
            switch (piece) {
                case Piece.Chinese(var run) -> chinese(run);
                case Piece.Word(var word) -> latin.add(English.singular(word));
                case Piece.Numeric(var number) -> latin.add(number);
                case Piece.Measured(var token) -> words.add(token);
                case Piece.Code(var code) -> codes.addAll(Codes.spellings(code));
            }
        }
        return new DocumentTokens(
                List.copyOf(words),
                List.copyOf(heads),
                List.copyOf(bigrams),
                List.copyOf(pinyin),
                List.copyOf(initials),
                List.copyOf(spoken),
                List.copyOf(latin),
                List.copyOf(codes));
    }

    private void chinese(String run) {
        var spelling = Spelling.of(run);
        for (int i = 0; i < run.length(); i++) {
            bigrams.add(run.substring(i, i + 1));
            if (i + 1 < run.length()) {
                bigrams.add(run.substring(i, i + 2));
            }
            pinyin.addAll(spelling.syllables(i));
        }
        if (run.length() > 1) {
            spoken.addAll(spelling.spoken());
        }
        var segments = segmenter.segment(run);
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            word(segment, spelling);
            var within = segmenter.within(run, segment.start(), segment.end());
            within.forEach(word -> word(word, spelling));
            if (segment.end() == run.length()) {
                heads.add(segment.token());
                within.stream().filter(word -> word.end() == run.length()).forEach(word -> heads.add(word.token()));
                heads.add(run.substring(run.length() - 1));
            }
            if (i > 0) {
                spell(spelling, segments.get(i - 1).start(), segment.end());
            }
        }
        var isPlain = segments.stream()
                .allMatch(segment -> segment.token().equals(run.substring(segment.start(), segment.end())));
        if (isPlain && run.length() > 1 && run.length() <= LONGEST_NAME) {
            words.add(run);
        }
        if (run.length() <= LONGEST_SPELT_RUN) {
            spell(spelling, 0, run.length());
        }
    }

    private void word(Segmenter.Segment segment, Spelling spelling) {
        words.add(segment.token());
        spell(spelling, segment.start(), segment.end());
    }

    private void spell(Spelling spelling, int start, int end) {
        if (end - start > 1) {
            pinyin.addAll(spelling.whole(start, end));
            initials.addAll(spelling.initials(start, end));
        }
    }
}
