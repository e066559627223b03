package market.portal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import market.graphql.Refusal;

/** Reads the sort values of a cursor; one that was tampered with is the caller's fault and not ours. */
public final class PageStart {

    private PageStart() {}

    public static UUID uuid(String value) {
        return read(value, UUID::fromString);
    }

    public static Instant instant(String value) {
        return read(value, Instant::parse);
    }

    public static LocalDate date(String value) {
        return read(value, LocalDate::parse);
    }

    private static <T> T read(String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw Refusal.badInput(List.of("after"), "is not a cursor of this list");
        }
    }
}
