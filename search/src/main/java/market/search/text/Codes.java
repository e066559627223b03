package market.search.text;

import java.util.List;
import java.util.regex.Pattern;

/** How a code may be written. */
final class Codes {
    private static final Pattern JOINERS = Pattern.compile("[^a-z0-9]");

    private Codes() {}

    /** As written, and without what holds its parts together. */
    static List<String> spellings(String code) {
        String bare = JOINERS.matcher(code).replaceAll("");
        return bare.equals(code) ? List.of(code) : List.of(code, bare);
    }
}
