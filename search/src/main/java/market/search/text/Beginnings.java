package market.search.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** From where a name may be typed, and in which letters. */
final class Beginnings {

    /** Nobody needs help any more who has typed so much. */
    private static final int LONGEST = 20;

    private static final int PLACES_MAX = 8;

    private final Segmenter segmenter;

    Beginnings(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    List<String> of(String normalised) {
        var beginnings = new LinkedHashSet<String>();
        var latin = new ArrayList<String>();
        for (Piece piece : Pieces.of(normalised)) {
            switch (piece) {
                case Piece.Chinese(var run) -> chinese(run, beginnings);
                case Piece.Word(var word) -> latin.add(word);
                case Piece.Numeric(var number) -> latin.add(number);
                case Piece.Code(var code) -> beginnings.add(code);
                case Piece.Measured measured -> {
                    // Its number is there, and nobody begins with a weight.
                }
            }
        }
        for (int i = 0; i < Math.min(latin.size(), PLACES_MAX); i++) {
            add(String.join("", latin.subList(i, latin.size())), beginnings);
        }
        return List.copyOf(beginnings);
    }

    private void chinese(String run, Set<String> beginnings) {
        var spelling = Spelling.of(run);
        var places = new TreeSet<Integer>();
        for (var segment : segmenter.segment(run)) {
            places.add(segment.start());
            segmenter.within(run, segment.start(), segment.end()).forEach(word -> places.add(word.start()));
        }
        places.stream().limit(PLACES_MAX).forEach(start -> {
            int end = Math.min(run.length(), start + LONGEST / 2);
            add(run.substring(start, end), beginnings);
            spelling.whole(start, end).forEach(spelt -> add(spelt, beginnings));
            spelling.initials(start, end).forEach(initials -> add(initials, beginnings));
        });
    }

    private static void add(String beginning, Set<String> beginnings) {
        if (!beginning.isEmpty()) {
            beginnings.add(beginning.substring(0, Math.min(beginning.length(), LONGEST)));
        }
    }
}
