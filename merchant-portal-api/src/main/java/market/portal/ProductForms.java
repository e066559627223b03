package market.portal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import market.kernel.Money;

/** How what merchants write of their goods has to look, on every way in. */
public final class ProductForms {

    public static final int TITLE_LENGTH_MAX = 120;
    public static final int DESCRIPTION_LENGTH_MAX = 10_000;
    public static final int KEYWORDS_LENGTH_MAX = 200;
    public static final int TIERS_MAX = 50;

    /** A thousand million pieces: more than any shelf holds, and no sum of 250 of them overflows. */
    public static final long PIECES_MAX = 1_000_000_000;

    /** A hundred million in major units; far above any price, and small enough that no cart's sum overflows. */
    private static final BigDecimal MAJOR_MAX = new BigDecimal(100_000_000);

    private static final int HANDLE_LENGTH_MAX = 100;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");
    private static final Pattern SKU = Pattern.compile("[\\p{L}\\p{N}._/-]{1,64}");
    private static final Pattern HANDLE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");
    private static final Pattern GROUP = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");

    private ProductForms() {}

    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    public static boolean isSku(String text) {
        return SKU.matcher(text).matches();
    }

    public static boolean isHandle(String text) {
        return text.length() <= HANDLE_LENGTH_MAX && HANDLE.matcher(text).matches();
    }

    public static boolean isUnit(String text) {
        return UNIT.matcher(text).matches();
    }

    public static boolean isGroup(String text) {
        return GROUP.matcher(text).matches();
    }

    /** GS1: from the right, digits count three times and once in turn, and all sum to a multiple of ten. */
    public static boolean isGtin(String text) {
        if (!GTIN.matcher(text).matches()) {
            return false;
        }
        var sum = 0;
        for (var i = 0; i < text.length(); i++) {
            var digit = text.charAt(text.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : 3 * digit;
        }
        return sum % 10 == 0;
    }

    public static boolean isCount(long pieces) {
        return pieces >= 1 && pieces <= PIECES_MAX;
    }

    /** Empty when it has more decimals than its currency, is out of bounds, or the currency is none. */
    public static Optional<Money> price(BigDecimal major, String currency) {
        if (major.compareTo(MAJOR_MAX) > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofMajor(major, currency));
        } catch (ArithmeticException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
