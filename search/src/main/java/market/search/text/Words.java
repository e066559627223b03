package market.search.text;

import java.util.BitSet;
import java.util.Collection;

/** The words of the trade, walked letter by letter. Never changed once built. */
final class Words {
    /** Marks that no known word goes on this way. */
    static final int NOWHERE = -1;

    static final int ROOT = 0;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Steps of a node by a letter, beside the node each leads to; 0 is none. A document takes thousands of steps. */
    private final long[] keys;

    private final int[] nodes;
    private final int mask;
    private final BitSet ends = new BitSet();
    private int size;

    private Words(int letters) {
        int slots = Integer.highestOneBit(Math.max(letters, 1)) * 4;
        keys = new long[slots];
        nodes = new int[slots];
        mask = slots - 1;
    }

    static Words of(Collection<String> words) {
        var built = new Words(words.stream().mapToInt(String::length).sum());
        words.forEach(built::add);
        return built;
    }

    private void add(String word) {
        int node = ROOT;
        for (int i = 0; i < word.length(); i++) {
            int slot = slot(key(node, word.charAt(i)));
            if (nodes[slot] == 0) {
                keys[slot] = key(node, word.charAt(i));
                nodes[slot] = ++size;
            }
            node = nodes[slot];
        }
        ends.set(node);
    }

    int step(int node, char c) {
        int next = nodes[slot(key(node, c))];
        return next == 0 ? NOWHERE : next;
    }

    boolean isWord(int node) {
        return ends.get(node);
    }

    /** Where a step stands, or would stand: never more than half of the slots are taken. */
    private int slot(long key) {
        int slot = Long.hashCode(key * SPREAD) & mask;
        while (nodes[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
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
