package market.search.text;

/** Quantities written in Chinese numerals, 半斤, 两盒, 一斤半, 十二袋, found inside a run of Chinese. */
final class Numerals {
    private static final String DIGITS = "〇一二三四五六七八九";
    private static final long THOUSAND = 1000;
    private static final long HALF = THOUSAND / 2;

    /** A longer numeral is a year or a motto. */
    private static final int LONGEST = 6;

    /** A quantity from where it was looked for to its end; nothing was found when the token is empty. */
    record Quantity(int end, String token) {
        static final Quantity NONE = new Quantity(0, "");

        boolean found() {
            return !token.isEmpty();
        }
    }

    private Numerals() {}

    static Quantity at(String run, int start) {
        char first = run.charAt(start);
        if (first == '半') {
            return measured(run, start + 1, HALF);
        }
        int end = start;
        while (end < run.length() && end - start < LONGEST && isNumeral(run.charAt(end))) {
            end++;
        }
        // 两 counts as well as weighs: the shorter reading of 二两 leaves it to the unit.
        for (int numeral = end; numeral > start; numeral--) {
            long value = value(run.substring(start, numeral));
            var quantity = value < 0 ? Quantity.NONE : measured(run, numeral, value * THOUSAND);
            if (quantity.found()) {
                return quantity;
            }
        }
        return Quantity.NONE;
    }

    private static Quantity measured(String run, int unitStart, long thousandths) {
        int end = Measures.unitEnd(run, unitStart);
        if (end == unitStart) {
            return Quantity.NONE;
        }
        String unit = run.substring(unitStart, end);
        boolean andHalf = thousandths >= THOUSAND && end < run.length() && run.charAt(end) == '半';
        return andHalf
                ? new Quantity(end + 1, Measures.token(thousandths + HALF, unit))
                : new Quantity(end, Measures.token(thousandths, unit));
    }

    private static boolean isNumeral(char c) {
        return digit(c) >= 0 || c == '十' || c == '百' || c == '千';
    }

    private static int digit(char c) {
        return c == '两' ? 2 : DIGITS.indexOf(c);
    }

    /** The number that a numeral up to the thousands means, or -1 when it is none. */
    private static long value(String numeral) {
        long total = 0;
        long pending = -1;
        for (int i = 0; i < numeral.length(); i++) {
            char c = numeral.charAt(i);
            int digit = digit(c);
            if (digit >= 0) {
                if (pending > 0) {
                    return -1;
                }
                pending = digit;
            } else {
                long scale = c == '十' ? 10 : c == '百' ? 100 : THOUSAND;
                total += scale * (pending < 0 ? 1 : pending);
                pending = -1;
            }
        }
        long value = total + Math.max(pending, 0);
        return value > 0 ? value : -1;
    }
}
