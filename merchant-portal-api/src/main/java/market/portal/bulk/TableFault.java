package market.portal.bulk;

import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong at a place of a file.
 *
 * @param row counted from 1, the header among them; 0 when the file as a whole is meant
 * @param column as the file names it, or by its letters where it has no name; null when the row as a whole is meant
 * @param value what stands there, shortened
 */
public record TableFault(
        long row, @Nullable String column, @Nullable String value, LocalizedText reason) {

    private static final int VALUE_LENGTH_MAX = 200;

    public TableFault {
        value = value == null ? null : shortened(value);
    }

    static TableFault of(long row, @Nullable String column, @Nullable String value, String zh, String en) {
        return new TableFault(row, column, value, new LocalizedText(zh, en));
    }

    /** What the database keeps of it: no NUL, and no half of a character. */
    private static String shortened(String value) {
        var whole = value.codePoints()
                .limit(VALUE_LENGTH_MAX)
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return whole.length() < value.length() ? whole + "…" : whole;
    }
}
