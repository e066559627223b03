package market.portal.bulk;

import java.util.regex.Pattern;

/**
 * Cells of text files that a spreadsheet would carry out as formulas. They are written with an apostrophe before them, which
 * reading takes away again: what was exported is imported unchanged.
 */
final class SafeCell {

    private static final Pattern DANGEROUS = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private SafeCell() {}

    static String write(String text) {
        return DANGEROUS.matcher(text).matches() ? "'" + text : text;
    }

    static String read(String cell) {
        return cell.startsWith("'") && DANGEROUS.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
