package market.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: the name of the order it was read in and the sort values of its last row. Opaque to callers; a
 * cursor of another order is refused, since it would silently skip rows.
 */
public record Cursor(String order, List<String> values) {

    private static final char SEPARATOR = '\u001f';

    public Cursor {
        values = List.copyOf(values);
    }

    public static Cursor of(String order, String... values) {
        return new Cursor(order, List.of(values));
    }

    public String encode() {
        var text = order + SEPARATOR + String.join(String.valueOf(SEPARATOR), values);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when the text is no cursor of this order with this many values. */
    public static Optional<Cursor> parse(String text, String order, int valueCount) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        var parts = split(new String(bytes, StandardCharsets.UTF_8));
        if (parts.size() != valueCount + 1 || !parts.getFirst().equals(order)) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(order, parts.subList(1, parts.size())));
    }

    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var start = 0;
        for (var end = text.indexOf(SEPARATOR); end >= 0; end = text.indexOf(SEPARATOR, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
