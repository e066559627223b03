package market.search.text;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a run of Chinese into words: the cheapest path through all words that a dictionary knows, where a word costs the
 * more the rarer it is. The words of the trade are dear to nobody else, so they cost the same moderate price each; the
 * general language comes from HanLP's core dictionary with its frequencies.
 */
final class Segmenter {
    /** The size of the corpus behind the frequencies, rounded. */
    private static final long CORPUS = 1_100_000;

    private static final String PLACE = "ns";
    private static final long TRADE_FREQUENCY = 300;
    private static final int TRADE_COST = cost(TRADE_FREQUENCY);

    /** Dearer than any known word, so that an unknown character never breaks one up. */
    private static final int UNKNOWN_COST = 2 * cost(1);

    private final DoubleArrayTrie<CoreDictionary.Attribute> general = CoreDictionary.trie;
    private final int generalRoot = general.getBase()[0];
    private final Words trade;

    Segmenter(Words trade) {
        this.trade = trade;
    }

    /** A stretch of a run; what is indexed differs from what is written when it is a quantity. */
    record Segment(int start, int end, String token) {}

    List<Segment> segment(String run) {
        return segment(run, run.length() + 1);
    }

    /** The words that a compound is made of; empty when it is made of none. */
    List<Segment> parts(String compound) {
        var parts = segment(compound, compound.length());
        boolean isMade = parts.size() > 1
                && parts.stream().limit(parts.size() - 1L).allMatch(part -> part.end() - part.start() > 1);
        return isMade ? parts : List.of();
    }

    boolean isGeneral(String word) {
        return CoreDictionary.contains(word);
    }

    /** Whether the general language takes a word for a doing, a property, a place or a particle: for anything but a thing. */
    boolean isNoThing(String word) {
        var known = CoreDictionary.get(word);
        if (known == null || known.nature.length == 0) {
            return false;
        }
        String kind = known.nature[0].toString();
        return kind.startsWith(PLACE) || "advrpcumqtfyeoz".indexOf(kind.charAt(0)) >= 0;
    }

    private List<Segment> segment(String run, int shorterThan) {
        var lattice = new Lattice(run, shorterThan);
        for (int start = 0; start < run.length(); start++) {
            lattice.offer(start, start + 1, UNKNOWN_COST, "");
            offerKnown(lattice, start);
            var quantity = Numerals.at(run, start);
            if (quantity.found()) {
                lattice.offer(start, quantity.end(), TRADE_COST, quantity.token());
            }
        }
        return lattice.cheapest();
    }

    /** The known words of two characters and more that lie inside a stretch of a run, the stretch itself left out. */
    List<Segment> within(String run, int from, int to) {
        if (to - from < 3) {
            return List.of();
        }
        var inside = new ArrayList<Segment>();
        for (int start = from; start < to - 1; start++) {
            int generalNode = generalRoot;
            int tradeNode = Words.ROOT;
            for (int i = start; i < to && (generalNode >= 0 || tradeNode >= 0); i++) {
                generalNode = stepGeneral(generalNode, run.charAt(i));
                tradeNode = stepTrade(tradeNode, run.charAt(i));
                int size = i + 1 - start;
                if (size > 1 && size < to - from && isKnown(generalNode, tradeNode)) {
                    inside.add(new Segment(start, i + 1, run.substring(start, i + 1)));
                }
            }
        }
        return inside;
    }

    private boolean isKnown(int generalNode, int tradeNode) {
        return (generalNode >= 0 && general.output(generalNode) != null) || (tradeNode >= 0 && trade.isWord(tradeNode));
    }

    private void offerKnown(Lattice lattice, int start) {
        String run = lattice.run;
        int generalNode = generalRoot;
        int tradeNode = Words.ROOT;
        for (int i = start; i < run.length() && (generalNode >= 0 || tradeNode >= 0); i++) {
            generalNode = stepGeneral(generalNode, run.charAt(i));
            tradeNode = stepTrade(tradeNode, run.charAt(i));
            var known = generalNode >= 0 ? general.output(generalNode) : null;
            if (known != null) {
                lattice.offer(start, i + 1, cost(known.totalFrequency), "");
            }
            if (tradeNode >= 0 && trade.isWord(tradeNode)) {
                lattice.offer(start, i + 1, TRADE_COST, "");
            }
        }
    }

    private int stepGeneral(int node, char c) {
        return node < 0 ? node : general.transition(c, node);
    }

    private int stepTrade(int node, char c) {
        return node < 0 ? node : trade.step(node, c);
    }

    private static int cost(long frequency) {
        return (int) (1000 * Math.log((double) CORPUS / Math.max(frequency, 1)));
    }

    /** The cheapest way found so far to each place of a run. */
    private static final class Lattice {
        private final String run;
        private final int[] costs;
        private final int[] starts;
        private final String[] quantities;

        private final int shorterThan;

        Lattice(String run, int shorterThan) {
            this.run = run;
            this.shorterThan = shorterThan;
            costs = new int[run.length() + 1];
            starts = new int[run.length() + 1];
            quantities = new String[run.length() + 1];
            Arrays.fill(costs, 1, costs.length, Integer.MAX_VALUE);
        }

        void offer(int start, int end, int cost, String quantity) {
            if (end - start < shorterThan && costs[start] + cost < costs[end]) {
                costs[end] = costs[start] + cost;
                starts[end] = start;
                quantities[end] = quantity;
            }
        }

        List<Segment> cheapest() {
            var segments = new ArrayList<Segment>();
            for (int end = run.length(); end > 0; end = starts[end]) {
                String token = quantities[end].isEmpty() ? run.substring(starts[end], end) : quantities[end];
                segments.add(new Segment(starts[end], end, token));
            }
            return segments.reversed();
        }
    }
}
