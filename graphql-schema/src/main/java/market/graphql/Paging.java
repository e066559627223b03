package market.graphql;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import market.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/** The paging arguments of a connection field. */
public record Paging(int first, @Nullable String after) {

    public static final int FIRST_MAX = 100;

    public Paging {
        if (first < 1 || first > FIRST_MAX) {
            throw Refusal.badInput(List.of("first"), "must be between 1 and " + FIRST_MAX + ", not " + first);
        }
    }

    /** The sort values to go on after; refuses a cursor of another order. */
    public Optional<List<String>> after(String order, int valueCount) {
        if (after == null) {
            return Optional.empty();
        }
        return Optional.of(Cursor.parse(after, order, valueCount)
                .orElseThrow(Paging::notACursor)
                .values());
    }

    /** As above, read as what the list goes by; values that cannot be read were never written by this list. */
    public <T> Optional<T> after(String order, int valueCount, Function<List<String>, T> read) {
        try {
            return after(order, valueCount).map(read);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw notACursor();
        }
    }

    private static Refusal notACursor() {
        return Refusal.badInput(List.of("after"), "is not a cursor of this list");
    }
}
