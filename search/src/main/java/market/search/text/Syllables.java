package market.search.text;

import com.hankcs.hanlp.dictionary.py.Pinyin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The syllables of Mandarin, to tell pinyin from other Latin words and to cut it up. */
final class Syllables {
    private static final int LONGEST = 6;
    private static final int LONGEST_WORD = 40;
    private static final int MAX_READINGS = 8;
    private static final int MAX_INITIALS = 10;

    /** Ambiguous strings have exponentially many readings, and a dead end may hide behind each. */
    private static final int MAX_STEPS = 500;

    private static final Set<String> ALL = all();

    private final String word;
    private final List<List<String>> found = new ArrayList<>();
    private final ArrayList<String> current = new ArrayList<>();
    private int steps;

    private Syllables(String word) {
        this.word = word;
    }

    /** Every way to read a word as syllables, the one with the longest first syllables first. */
    static List<List<String>> readings(String word) {
        if (word.length() > LONGEST_WORD) {
            return List.of();
        }
        var search = new Syllables(word);
        search.from(0);
        return search.found;
    }

    /** No syllable begins with i, u or v. */
    static boolean mayBeInitials(String word) {
        return word.length() > 1
                && word.length() <= MAX_INITIALS
                && word.chars().allMatch(c -> c >= 'a' && c <= 'z' && c != 'i' && c != 'u' && c != 'v');
    }

    private void from(int start) {
        if (start == word.length()) {
            found.add(List.copyOf(current));
            return;
        }
        for (int end = Math.min(word.length(), start + LONGEST); end > start; end--) {
            if (found.size() == MAX_READINGS || ++steps > MAX_STEPS) {
                return;
            }
            String syllable = word.substring(start, end);
            if (ALL.contains(syllable)) {
                current.add(syllable);
                from(end);
                current.removeLast();
            }
        }
    }

    private static Set<String> all() {
        var all = new HashSet<>(Set.of("lue", "nue"));
        for (Pinyin pinyin : Pinyin.values()) {
            all.add(pinyin.getPinyinWithoutTone());
        }
        all.remove(Pinyin.none5.getPinyinWithoutTone());
        return Set.copyOf(all);
    }
}
