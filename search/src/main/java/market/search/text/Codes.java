package market.search.text;

import java.util.List;

/** How a code may be written. */
final class Codes {
    private Codes() {}

    /** As written, and without what holds its parts together. */
    static List<String> spellings(String code) {
        String bare = code.replaceAll("[^a-z0-9]", "");
        return bare.equals(code) ? List.of(code) : List.of(code, bare);
    }
}
