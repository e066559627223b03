package market.search.text;

import com.hankcs.hanlp.dictionary.py.Pinyin;
import com.hankcs.hanlp.dictionary.py.PinyinDictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How Chinese is read: HanLP's dictionary of characters and phrases, corrected by our own. A place of a text may have
 * several readings (六安 is lu an at home and liu an elsewhere), and each of them must be found.
 */
final class Readings {
    /** Loaded once: it depends on resources alone. */
    static final Readings BUILT_IN = new Readings();

    private final Map<String, List<List<String>>> corrections = new HashMap<>();
    private final Words corrected;

    /** The readings of each character where no phrase settles it, from the first Chinese character on. */
    private final List<List<String>> single = new ArrayList<>();

    /** What the general dictionary answers for each of these characters alone: first the usual reading. */
    private final List<List<String>> general = new ArrayList<>();

    private Readings() {
        for (String line : Resource.lines("readings.txt")) {
            var sides = line.split(" *= *", 2);
            var places = places(sides[1]);
            if (places.size() != sides[0].length()) {
                throw new IllegalStateException("each character takes one syllable: " + line);
            }
            corrections.put(sides[0], places);
        }
        corrected = Words.of(
                corrections.keySet().stream().filter(word -> word.length() > 1).toList());
        for (char c = Han.FIRST; c <= Han.LAST; c++) {
            var own = corrections.get(String.valueOf(c));
            general.add(generalReadings(c));
            single.add(own == null ? usual(c) : own.getFirst());
        }
    }

    /** For each character the syllables that it may be read as, none when it is not known how it is read. */
    List<List<String>> of(String run) {
        Pinyin[] phrased = PinyinDictionary.convertToPinyinArray(run);
        var readings = new ArrayList<List<String>>(run.length());
        int at = 0;
        while (at < run.length()) {
            int end = corrected.longestFrom(run, at);
            if (end > at) {
                readings.addAll(corrections.getOrDefault(run.substring(at, end), List.of()));
                at = end;
            } else {
                readings.add(settled(run.charAt(at), at < phrased.length ? phrased[at] : Pinyin.none5));
                at++;
            }
        }
        return readings;
    }

    /**
     * A phrase has settled the reading when it is not the usual one of the character, yet one that the character can have:
     * the general dictionary has slips in its phrases.
     */
    private List<String> settled(char c, Pinyin phrased) {
        if (c < Han.FIRST) {
            return typed(phrased);
        }
        int place = c - Han.FIRST;
        boolean byPhrase = general.get(place).indexOf(phrased.getPinyinWithoutTone()) > 0;
        return byPhrase ? typed(phrased) : single.get(place);
    }

    private static List<String> generalReadings(char c) {
        var known = PinyinDictionary.get(String.valueOf(c));
        return known == null
                ? List.of()
                : Arrays.stream(known).map(Pinyin::getPinyinWithoutTone).toList();
    }

    private static List<String> usual(char c) {
        return typed(PinyinDictionary.convertToPinyinArray(String.valueOf(c))[0]);
    }

    /** People type v, u or both for ü. */
    private static List<String> typed(Pinyin pinyin) {
        if (pinyin == Pinyin.none5) {
            return List.of();
        }
        String syllable = pinyin.getPinyinWithoutTone();
        return switch (syllable) {
            case "lv" -> List.of("lv", "lu");
            case "nv" -> List.of("nv", "nu");
            case "lve" -> List.of("lve", "lue");
            case "nve" -> List.of("nve", "nue");
            default -> List.of(syllable);
        };
    }

    /** Turns the alternatives of a word into the alternatives of each of its characters. */
    private static List<List<String>> places(String alternatives) {
        var places = new ArrayList<LinkedHashSet<String>>();
        for (String reading : alternatives.split(" *\\| *", -1)) {
            var syllables = Arrays.asList(reading.split(" ", -1));
            for (int i = 0; i < syllables.size(); i++) {
                if (i == places.size()) {
                    places.add(new LinkedHashSet<>());
                }
                places.get(i).add(syllables.get(i));
            }
        }
        return places.stream().map(List::copyOf).toList();
    }
}
