package market.search.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Known words by how they sound and by all but one of their characters, to tell what a mistyped word was meant to be. */
final class Misspellings {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 6;

    /** Of two characters one says too little. */
    private static final int SHORTEST_WITH_ONE_WRONG = 3;

    private static final char ANY = '?';

    private final Map<String, String> bySound = new HashMap<>();
    private final Map<String, String> byRest = new HashMap<>();

    private Misspellings() {}

    static Misspellings of(Collection<String> words) {
        var known = new Misspellings();
        words.stream().sorted().forEach(known::add);
        return known;
    }

    private void add(String word) {
        if (word.length() < SHORTEST || word.length() > LONGEST || !word.chars().allMatch(c -> Han.is((char) c))) {
            return;
        }
        Spelling.of(word).whole(0, word.length()).forEach(sound -> bySound.putIfAbsent(sound, word));
        for (int i = 0; word.length() >= SHORTEST_WITH_ONE_WRONG && i < word.length(); i++) {
            byRest.putIfAbsent(without(word, i), word);
        }
    }

    /**
     * What a stretch was probably meant to be.
     *
     * @param isSound whether it sounds the same; otherwise it only looks alike
     */
    record Meant(String word, boolean isSound) {}

    /** The known word that sounds like this Latin word. */
    Optional<String> sounding(String spelt) {
        return Optional.ofNullable(bySound.get(spelt));
    }

    /**
     * The word that a stretch was meant to be: one of the same sound and length, or one that differs in a single place.
     *
     * @param loose a place of the stretch where no known word stands
     */
    Optional<Meant> meant(String stretch, int loose) {
        if (stretch.length() < SHORTEST || stretch.length() > LONGEST) {
            return Optional.empty();
        }
        var spelling = Spelling.of(stretch);
        for (String sound : spelling.isRead() ? spelling.whole(0, stretch.length()) : List.<String>of()) {
            String word = bySound.get(sound);
            if (word != null && word.length() == stretch.length()) {
                return Optional.of(new Meant(word, true));
            }
        }
        return stretch.length() < SHORTEST_WITH_ONE_WRONG
                ? Optional.empty()
                : Optional.ofNullable(byRest.get(without(stretch, loose))).map(word -> new Meant(word, false));
    }

    private static String without(String word, int place) {
        return word.substring(0, place) + ANY + word.substring(place + 1);
    }
}
