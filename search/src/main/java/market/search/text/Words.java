package market.search.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words of the trade, walked letter by letter. Never changed once built. */
final class Words {
    /** Marks that no known word goes on this way. */
    static final int NOWHERE = -1;

    static final int ROOT = 0;

    private final Map<Long, Integer> steps = new HashMap<>();
    private final Set<Integer> ends = new HashSet<>();

    private Words() {}

    static Words of(Collection<String> words) {
        var built = new Words();
        words.forEach(built::add);
        return built;
    }

    private void add(String word) {
        int node = ROOT;
        for (int i = 0; i < word.length(); i++) {
            int fresh = steps.size() + 1;
            Integer known = steps.putIfAbsent(key(node, word.charAt(i)), fresh);
            node = known == null ? fresh : known;
        }
        ends.add(node);
    }

    int step(int node, char c) {
        return steps.getOrDefault(key(node, c), NOWHERE);
    }

    boolean isWord(int node) {
        return ends.contains(node);
    }

    /** The end of the longest word that begins at a place, or that place when there is none. */
    int longestFrom(String text, int start) {
        int end = start;
        int node = ROOT;
        for (int i = start; i < text.length(); i++) {
            node = step(node, text.charAt(i));
            if (node == NOWHERE) {
                break;
            }
            if (isWord(node)) {
                end = i + 1;
            }
        }
        return end;
    }

    private static long key(int node, char c) {
        return ((long) node << Character.SIZE) | c;
    }
}
