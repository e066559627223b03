package market.search.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Writes stretches of a read run in Latin letters, whole or by first letters, in each way they may be read. */
final class Spelling {
    /** A stretch with more ambiguous characters is found by its first readings and by its parts. */
    private static final int MAX_WAYS = 4;

    private final List<List<String>> readings;

    private Spelling(List<List<String>> readings) {
        this.readings = readings;
    }

    static Spelling of(String run) {
        return new Spelling(Readings.BUILT_IN.of(run));
    }

    /** Whether each character has a reading: what is left out of a spelling may not sound like anything. */
    boolean isRead() {
        return readings.stream().noneMatch(List::isEmpty);
    }

    List<String> whole(int start, int end) {
        var ways = List.of("");
        for (int i = start; i < end; i++) {
            ways = continued(ways, readings.get(i));
        }
        return ways.getFirst().isEmpty() ? List.of() : ways;
    }

    List<String> initials(int start, int end) {
        var ways = List.of("");
        for (int i = start; i < end; i++) {
            ways = continued(ways, firstLetters(readings.get(i)));
        }
        return ways.getFirst().isEmpty() ? List.of() : ways;
    }

    private static List<String> firstLetters(List<String> syllables) {
        return switch (syllables.size()) {
            case 0 -> List.of();
            case 1 -> List.of(syllables.getFirst().substring(0, 1));
            default -> {
                var letters = new LinkedHashSet<String>();
                syllables.forEach(syllable -> letters.add(syllable.substring(0, 1)));
                yield List.copyOf(letters);
            }
        };
    }

    /** The syllables one after another: each character as it is read first, and where some are read otherwise, as last. */
    List<String> spoken() {
        var usual = new StringJoiner(" ");
        var other = new StringJoiner(" ");
        for (var syllables : readings) {
            if (syllables.isEmpty()) {
                return List.of();
            }
            usual.add(syllables.getFirst());
            other.add(syllables.getLast());
        }
        return Stream.of(usual.toString(), other.toString()).distinct().toList();
    }

    List<String> syllables(int place) {
        return readings.get(place);
    }

    private static List<String> continued(List<String> ways, List<String> endings) {
        if (endings.isEmpty()) {
            return ways;
        }
        if (endings.size() == 1 && ways.size() == 1) {
            return List.of(ways.getFirst().concat(endings.getFirst()));
        }
        var longer = new ArrayList<String>();
        for (String ending : endings) {
            for (String way : ways) {
                if (longer.size() < MAX_WAYS) {
                    longer.add(way + ending);
                }
            }
        }
        return longer;
    }
}
