package market.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The opaque id that API callers see: a three-letter type, an underscore and 26 characters of Crockford's base 32, for
 * example {@code prd_01J...}. The prefix lets {@code node(id)} find the owner without a look-up.
 */
public final class GlobalId {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern SHAPE = Pattern.compile("[a-z]{3}_[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final int DIGITS = 26;

    private GlobalId() {}

    public static String of(String prefix, TypedId id) {
        return of(prefix, id.value());
    }

    public static String of(String prefix, UUID value) {
        var text = new char[DIGITS];
        var high = value.getMostSignificantBits();
        var low = value.getLeastSignificantBits();
        for (var i = DIGITS - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return prefix + "_" + new String(text);
    }

    /** Empty for anything malformed or of another type: to a caller that is the same as an unknown id. */
    public static Optional<UUID> parse(String prefix, String text) {
        if (!SHAPE.matcher(text).matches() || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (var c : text.substring(4).toUpperCase(Locale.ROOT).toCharArray()) {
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | ALPHABET.indexOf(c);
        }
        return Optional.of(new UUID(high, low));
    }
}
