package market.checkout;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes codes of vouchers: 79 random bits, in letters and digits of which no two look alike. */
@Singleton
final class VoucherCodes {

    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]");
    private static final Pattern GROUPS = Pattern.compile(".{4}(?=.)");

    private final SecureRandom random = new SecureRandom();

    String next() {
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** In groups of four. */
    static String readable(String code) {
        return GROUPS.matcher(code).replaceAll("$0-");
    }

    /** What somebody typed or scanned, as it is stored; empty when no code is like that. */
    static Optional<String> typed(String text) {
        var code = BETWEEN.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return SHAPE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
