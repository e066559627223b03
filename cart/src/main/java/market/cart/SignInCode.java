package market.cart;

import java.security.SecureRandom;
import java.util.Locale;

/** Codes of six digits, but for those that people try first. */
final class SignInCode {

    private static final int CODES = 1_000_000;
    private static final String UP = "01234567890";
    private static final String DOWN = new StringBuilder(UP).reverse().toString();

    private SignInCode() {}

    static String next(SecureRandom random) {
        while (true) {
            var code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
            if (!isTrivial(code)) {
                return code;
            }
        }
    }

    static boolean isTrivial(String code) {
        return code.chars().distinct().count() <= 2 || UP.contains(code) || DOWN.contains(code);
    }
}
