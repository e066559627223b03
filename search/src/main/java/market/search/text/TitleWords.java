package market.search.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds unknown words in titles: what segmentation leaves in single characters, if several titles have it. */
final class TitleWords {
    private static final int LONGEST = 4;

    /** Fewer titles may share a turn of phrase by chance. */
    private static final int FEWEST_TITLES = 3;

    private final Segmenter segmenter;
    private final Map<String, Integer> titlesByWord = new HashMap<>();

    TitleWords(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    void read(String title) {
        var candidates = new HashSet<String>();
        for (Piece piece : Pieces.of(title)) {
            if (piece instanceof Piece.Chinese(var run)) {
                collect(run, candidates);
            }
        }
        candidates.forEach(word -> titlesByWord.merge(word, 1, Integer::sum));
    }

    List<String> words() {
        return titlesByWord.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST_TITLES)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void collect(String run, Set<String> candidates) {
        int from = 0;
        for (var segment : segmenter.segment(run)) {
            boolean isLoose = segment.end() - segment.start() == 1 && !StopWords.contains(segment.token());
            if (!isLoose) {
                candidate(run, from, segment.start(), candidates);
                from = segment.end();
            }
        }
        candidate(run, from, run.length(), candidates);
    }

    private static void candidate(String run, int from, int to, Set<String> candidates) {
        if (to - from > 1 && to - from <= LONGEST) {
            candidates.add(run.substring(from, to));
        }
    }
}
