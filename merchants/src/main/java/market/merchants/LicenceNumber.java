package market.merchants;

import java.util.regex.Pattern;

/** The unified social credit code of GB 32100-2015: 18 characters, the last one a check character modulo 31. */
public final class LicenceNumber {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final Pattern SHAPE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}");
    private static final int MODULUS = 31;
    private static final int WEIGHT_BASE = 3;

    private LicenceNumber() {}

    public static boolean isValid(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return false;
        }
        var sum = 0;
        var weight = 1;
        for (var i = 0; i < text.length() - 1; i++) {
            sum += ALPHABET.indexOf(text.charAt(i)) * weight;
            weight = weight * WEIGHT_BASE % MODULUS;
        }
        return ALPHABET.indexOf(text.charAt(text.length() - 1)) == (MODULUS - sum % MODULUS) % MODULUS;
    }
}
