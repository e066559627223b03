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
    private static final Pattern PAIR_SHAPE =
            Pattern.compile("[a-z]{3}_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final int PREFIX_LENGTH = 4;
    private static final int DIGITS = 26;

    /** What names a thing that exists only between two others, such as the stock of a variant at a place. */
    public record Pair(UUID first, UUID second) {}

    private GlobalId() {}

    public static String of(String prefix, TypedId id) {
        return of(prefix, id.value());
    }

    /** The id of something between two others: twice 26 characters. */
    public static String of(String prefix, Pair pair) {
        return of(prefix, pair.first()) + digits(pair.second());
    }

    public static String of(String prefix, UUID value) {
        return prefix + "_" + digits(value);
    }

    private static String digits(UUID value) {
        var text = new char[DIGITS];
        var high = value.getMostSignificantBits();
        var low = value.getLeastSignificantBits();
        for (var i = DIGITS - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    /** Empty for anything malformed or of another type: to a caller that is the same as an unknown id. */
    public static Optional<UUID> parse(String prefix, String text) {
        if (!SHAPE.matcher(text).matches() || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        return Optional.of(value(text.substring(PREFIX_LENGTH)));
    }

    /** As {@link #parse}, for ids of things between two others. */
    public static Optional<Pair> parsePair(String prefix, String text) {
        if (!PAIR_SHAPE.matcher(text).matches() || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        var middle = PREFIX_LENGTH + DIGITS;
        return Optional.of(new Pair(value(text.substring(PREFIX_LENGTH, middle)), value(text.substring(middle))));
    }

    private static UUID value(String digits) {
        long high = 0;
        long low = 0;
        for (var c : digits.toUpperCase(Locale.ROOT).toCharArray()) {
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | ALPHABET.indexOf(c);
        }
        return new UUID(high, low);
    }
}
