package market.search.elasticsearch;

import java.util.regex.Pattern;
import market.search.text.TextAnalysis;

/** The form of a text in which one contiguous run can be found inside another, and the form of a printed code. */
final class Phrases {

    private static final Pattern SPACES = Pattern.compile(" +");

    private Phrases() {}

    static String of(TextAnalysis analysis, String text) {
        return tokens(analysis.normalise(text));
    }

    /** Each Chinese character by itself, each Latin word or number whole. */
    static String tokens(String normalised) {
        var tokens = new StringBuilder();
        normalised.codePoints().forEach(point -> {
            if (Character.isIdeographic(point)) {
                tokens.append(' ').appendCodePoint(point).append(' ');
            } else {
                tokens.appendCodePoint(Character.isLetterOrDigit(point) ? point : ' ');
            }
        });
        return SPACES.matcher(tokens.toString().strip()).replaceAll(" ");
    }

    static String code(String normalised) {
        return normalised.replace(" ", "");
    }
}
