package market.search.text;

import com.hankcs.hanlp.HanLP;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Writes a text the one way in which it is compared: half width, simplified, lower case, without accents, with plain
 * punctuation and single spaces. Normalising what is normal changes nothing.
 */
final class Normaliser {
    /** Loaded once: it depends on resources alone. */
    static final Normaliser BUILT_IN = new Normaliser();
    /** Some exotic letters settle only at the second pass (lower case after decomposition); none needs as many as this. */
    private static final int MAX_PASSES = 4;

    private static final String DASHES = "‐‑‒–—―−";
    private static final String APOSTROPHES = "’‘′";

    /** Traditional and variant characters by their simplified form, every other character by itself. */
    private final char[] simplified = simplifiedForms();

    private Normaliser() {}

    String normalise(String text) {
        String current = pass(text);
        for (int i = 1; i < MAX_PASSES; i++) {
            String next = pass(current);
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
        return current;
    }

    private String pass(String text) {
        return written(isPlain(text) ? text : folded(text));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' && !(c >= '\u4e00' && c <= Han.LAST)) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        var kept = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            // Accents of Latin, Greek and Cyrillic go; the voice marks of kana and the vowels of Indic scripts are
            // letters.
            if (c < '\u0300' || c > '\u036f') {
                kept.append(c);
            }
        }
        return Normalizer.normalize(kept.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    private String written(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = plain(text.charAt(i));
            if (c == ' ' && (out.isEmpty() || out.charAt(out.length() - 1) == ' ')) {
                continue;
            }
            out.append(c);
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private char plain(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        if (c < 0x80) {
            return Character.isISOControl(c) ? ' ' : c;
        }
        if (Han.is(c)) {
            return simplified[c];
        }
        if (Character.isSurrogate(c) || Character.isLetterOrDigit(c)) {
            return c;
        }
        return mark(c);
    }

    private static char mark(char c) {
        if (DASHES.indexOf(c) >= 0) {
            return '-';
        }
        if (APOSTROPHES.indexOf(c) >= 0) {
            return '\'';
        }
        return switch (c) {
            case '、', '，', '。', '·', '・', '•', '∙', '⋅' -> ' ';
            case '×', '✕' -> '*';
            case '«', '»', '“', '”', '„', '「', '」', '『', '』', '《', '》', '〈', '〉', '【', '】' -> ' ';
            case '°' -> c;
            default -> combines(c) ? c : ' ';
        };
    }

    private static boolean combines(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Taken character by character: a phrase table would write a word differently from the same word in a longer one. */
    private static char[] simplifiedForms() {
        var forms = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = (char) i;
        }
        for (char c = Han.FIRST; c <= Han.LAST; c++) {
            String form = HanLP.convertToSimplifiedChinese(String.valueOf(c));
            if (form.length() == 1 && Han.is(form.charAt(0))) {
                forms[c] = form.charAt(0);
            }
        }
        // A few variants lead to a character that has a simplified form of its own.
        for (char c = Han.FIRST; c <= Han.LAST; c++) {
            forms[c] = forms[forms[c]];
        }
        return forms;
    }
}
