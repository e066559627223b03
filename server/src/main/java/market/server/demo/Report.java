package market.server.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells the story as it goes, and ends it at the first claim that does not hold. */
final class Report {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Consumer<String> out;
    private String step = "before the first step";

    Report(Consumer<String> out) {
        this.out = out;
    }

    void step(String title) {
        step = title;
        out.accept("");
        out.accept(title);
    }

    void say(String text) {
        out.accept("  " + text);
    }

    void holds(String claim, boolean isTrue) {
        if (!isTrue) {
            throw new ClaimFailedException(step, claim, "that it holds", "it does not");
        }
        out.accept("  ✓ " + claim);
    }

    void equal(String claim, Object expected, Object actual) {
        require(claim, expected, actual);
        out.accept("  ✓ " + claim + ": " + actual);
    }

    /** Amounts are equal whatever their trailing zeros. */
    void equal(String claim, BigDecimal expected, BigDecimal actual) {
        if (expected.compareTo(actual) != 0) {
            throw new ClaimFailedException(step, claim, expected.toPlainString(), actual.toPlainString());
        }
        out.accept("  ✓ " + claim + ": " + actual.toPlainString());
    }

    /** A claim too small to be told when it holds. */
    void require(String claim, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new ClaimFailedException(step, claim, expected, actual);
        }
    }

    ClaimFailedException failed(String claim, Object expected, Object actual) {
        return new ClaimFailedException(step, claim, expected, actual);
    }

    /** Asks until the answer fits; the time it took is part of the story. */
    <T> T within(Duration limit, String claim, Supplier<T> ask, Predicate<T> fits) {
        var start = System.nanoTime();
        while (true) {
            var answer = ask.get();
            var taken = Duration.ofNanos(System.nanoTime() - start);
            if (fits.test(answer)) {
                out.accept("  ✓ " + claim + " (after " + seconds(taken) + ")");
                return answer;
            }
            if (taken.compareTo(limit) > 0) {
                throw new ClaimFailedException(step, claim, "within " + seconds(limit), answer);
            }
            Pause.of(PAUSE);
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
