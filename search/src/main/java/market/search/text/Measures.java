package market.search.text;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Numbers with units, written one way: 250g, 250克, 0.25kg and 半斤 are all {@code 250g}. */
final class Measures {
    private static final int LONGEST_UNIT = 5;

    /** Beyond these a number is no quantity, and thousandths of it would overflow. */
    private static final int MAX_WHOLE_DIGITS = 7;

    private static final int MAX_DECIMALS = 3;
    private static final long THOUSAND = 1000;

    private static final Map<String, Unit> UNITS = units();

    /** What is counted in thousandths of the canonical unit. */
    private record Unit(long thousandths, String canonical) {}

    private Measures() {}

    /** The end of the plain decimal number that begins at a place, or that place when none does. */
    static int numberEnd(String text, int start) {
        int end = digitsEnd(text, start);
        if (end > start && end + 1 < text.length() && text.charAt(end) == '.') {
            int decimals = digitsEnd(text, end + 1);
            return decimals > end + 1 ? decimals : end;
        }
        return end;
    }

    /** The end of the longest unit that begins at a place, or that place when none does. */
    static int unitEnd(String text, int start) {
        for (int end = Math.min(text.length(), start + LONGEST_UNIT); end > start; end--) {
            if (UNITS.containsKey(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }

    static boolean isMeasure(String text) {
        int number = numberEnd(text, 0);
        return number > 0
                && !token(text.substring(0, number), text.substring(number)).isEmpty();
    }

    /** The token of a quantity, or nothing when the number is too long or the unit unknown. */
    static String token(String number, String unit) {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String decimals = point < 0 ? "" : number.substring(point + 1);
        if (whole.length() > MAX_WHOLE_DIGITS || decimals.length() > MAX_DECIMALS) {
            return "";
        }
        String padded = decimals + "0".repeat(MAX_DECIMALS - decimals.length());
        return token(Long.parseLong(whole + padded), unit);
    }

    /** The token of a quantity that is given in thousandths, or nothing when the unit is unknown. */
    static String token(long thousandths, String unit) {
        Unit known = UNITS.get(unit);
        if (known == null) {
            return "";
        }
        long millionths = thousandths * known.thousandths;
        return decimal(millionths) + known.canonical;
    }

    private static String decimal(long millionths) {
        long million = THOUSAND * THOUSAND;
        if (millionths % million == 0) {
            return Long.toString(millionths / million);
        }
        String rest = Long.toString(million + millionths % million).substring(1);
        return millionths / million + "." + rest.replaceFirst("0+$", "");
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Pieces.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Map<String, Unit> units() {
        var units = new HashMap<String, Unit>();
        for (String line : Resource.lines("units.txt")) {
            var sides = line.split(" *= *", 2);
            var value = sides[1].split(" ", 2);
            units.put(
                    sides[0],
                    new Unit(new BigDecimal(value[0]).movePointRight(3).longValueExact(), value[1]));
        }
        return Map.copyOf(units);
    }
}
