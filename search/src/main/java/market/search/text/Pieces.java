package market.search.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts normalised text where its kind changes. */
final class Pieces {
    private static final String JOINERS = "-_./'";

    /** Shorter runs of digits are years, sizes and prices. */
    private static final int SHORTEST_NUMERIC_CODE = 8;

    private static final int SHORTEST_CODE = 4;
    private static final int LONGEST_CODE = 64;

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    private Pieces(String text) {
        this.text = text;
    }

    static List<Piece> of(String normalised) {
        var cut = new Pieces(normalised);
        cut.cut();
        return cut.pieces;
    }

    private void cut() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Han.is(c)) {
                chinese();
            } else if (isLetter(at)) {
                token();
            } else {
                at++;
            }
        }
    }

    private void chinese() {
        int start = at;
        while (at < text.length() && Han.is(text.charAt(at))) {
            at++;
        }
        pieces.add(new Piece.Chinese(text.substring(start, at)));
    }

    /** Letters and digits, held together by joiners between them. */
    private void token() {
        int start = at;
        while (isLetter(at) || isJoiner(at)) {
            at++;
        }
        String token = text.substring(start, at);
        if (isCode(token)) {
            pieces.add(new Piece.Code(token));
        }
        parts(start, at);
    }

    private void parts(int start, int end) {
        int from = start;
        while (from < end) {
            int to = from;
            boolean numeric = isDigit(text.charAt(from));
            while (to < end && (!isJoiner(to) || holds(numeric, to))) {
                to++;
            }
            part(from, to, end);
            from = to + 1;
        }
    }

    /** A decimal point stays in its number, an apostrophe in its word. */
    private boolean holds(boolean numeric, int joiner) {
        char c = text.charAt(joiner);
        return c == '\''
                || (numeric && c == '.' && isDigit(text.charAt(joiner - 1)) && isDigit(text.charAt(joiner + 1)));
    }

    private void part(int from, int to, int tokenEnd) {
        String part = text.substring(from, to).replace("'", "");
        int digits = Measures.numberEnd(part, 0);
        if (digits == 0) {
            pieces.add(new Piece.Word(part));
            return;
        }
        String number = part.substring(0, digits);
        if (digits < part.length()) {
            mixed(part, number, Measures.token(number, part.substring(digits)));
            return;
        }
        pieces.add(new Piece.Numeric(number));
        if (to == tokenEnd) {
            unitAfter(number);
        }
    }

    private void mixed(String part, String number, String measured) {
        if (measured.isEmpty()) {
            pieces.add(new Piece.Word(part));
        } else {
            pieces.add(new Piece.Numeric(number));
            pieces.add(new Piece.Measured(measured));
        }
    }

    /** The unit may stand after a space (250 g), or be Chinese (250克), or a sign (90%). */
    private void unitAfter(String number) {
        int start = at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
        int end = Measures.unitEnd(text, start);
        String token = end > start ? Measures.token(number, text.substring(start, end)) : "";
        if (!token.isEmpty() && !(isLatin(end - 1) && isLetter(end))) {
            pieces.add(new Piece.Measured(token));
            at = end;
        }
    }

    private static boolean isCode(String token) {
        int digits = 0;
        int others = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c > '~') {
                return false;
            }
            digits += isDigit(c) ? 1 : 0;
            others += isDigit(c) || c == '.' ? 0 : 1;
        }
        if (token.length() > LONGEST_CODE || digits == 0) {
            return false;
        }
        return others == 0
                ? digits == token.length() && digits >= SHORTEST_NUMERIC_CODE
                : token.length() >= SHORTEST_CODE && !Measures.isMeasure(token);
    }

    private boolean isJoiner(int i) {
        return i > 0
                && i + 1 < text.length()
                && JOINERS.indexOf(text.charAt(i)) >= 0
                && isLetter(i - 1)
                && isLetter(i + 1);
    }

    /** Half of a pair counts as a letter: ideographs beyond the basic plane are kept, as words. */
    private boolean isLetter(int i) {
        if (i >= text.length()) {
            return false;
        }
        char c = text.charAt(i);
        if (c < 0x80) {
            return isLatin(i) || isDigit(c);
        }
        return !Han.is(c) && c != '°' && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    private boolean isLatin(int i) {
        char c = text.charAt(i);
        return c >= 'a' && c <= 'z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
