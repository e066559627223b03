package market.cart;

import java.util.Optional;
import java.util.regex.Pattern;

/** Mobile numbers of mainland China as people write them, brought to the eleven digits. */
final class PhoneNumber {

    private static final Pattern SHAPE = Pattern.compile("(?:\\+?86)?(1[3-9][0-9]{9})");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\s-]");

    private PhoneNumber() {}

    static Optional<String> normal(String written) {
        var digits = SHAPE.matcher(PUNCTUATION.matcher(written).replaceAll(""));
        return digits.matches() ? Optional.of(digits.group(1)) : Optional.empty();
    }
}
