package market.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured number.
 *
 * @param against what it is a ratio to or how it was come by, in words
 * @param bar what it must reach; empty when it is only told
 * @param isCeiling whether the bar is the most it may be instead of the least
 */
record Figure(String name, double value, String unit, String against, OptionalDouble bar, boolean isCeiling) {

    static Figure told(String name, double value, String unit, String against) {
        return new Figure(name, value, unit, against, OptionalDouble.empty(), false);
    }

    static Figure atLeast(double bar, String name, double value, String against) {
        return new Figure(name, value, "", against, OptionalDouble.of(bar), false);
    }

    static Figure atMost(double bar, String name, double value, String against) {
        return new Figure(name, value, "", against, OptionalDouble.of(bar), true);
    }

    boolean isHeld() {
        return bar.isEmpty() || (isCeiling ? value <= bar.getAsDouble() : value >= bar.getAsDouble());
    }

    String line() {
        var shown = "  %-34s %12s %-5s".formatted(name, number(value), unit);
        var judged = bar.isEmpty()
                ? ""
                : " bar %s %s, %s;"
                        .formatted(
                                isCeiling ? "<=" : ">=", number(bar.getAsDouble()), isHeld() ? "held" : "FALLS SHORT");
        return (shown + judged + " " + against).stripTrailing();
    }

    private static String number(double value) {
        return Math.abs(value) >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
