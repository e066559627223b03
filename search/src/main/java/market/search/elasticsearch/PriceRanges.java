package market.search.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The few ranges in which list prices are counted, in yuan: what lies between a snack and a piece of furniture. */
final class PriceRanges {

    private static final List<Long> BOUNDS_MINOR = List.of(0L, 50_00L, 100_00L, 300_00L, 1_000_00L, 5_000_00L);

    /**
     * One range.
     *
     * @param belowMinor its end, not included; null where it is open
     */
    record PriceRange(long fromMinor, @Nullable Long belowMinor) {

        /** Both ends included, as the price filter wants them. */
        String value() {
            var end = belowMinor == null ? "" : Money.cny(belowMinor - 1).toMajor();
            return Money.cny(fromMinor).toMajor() + ".." + end;
        }
    }

    private PriceRanges() {}

    static List<PriceRange> all() {
        var ranges = new ArrayList<PriceRange>();
        for (var i = 0; i < BOUNDS_MINOR.size(); i++) {
            var below = i + 1 < BOUNDS_MINOR.size() ? BOUNDS_MINOR.get(i + 1) : null;
            ranges.add(new PriceRange(BOUNDS_MINOR.get(i), below));
        }
        return ranges;
    }

    /** Whether a filter is exactly this range. */
    static boolean is(String value, @Nullable Long min, @Nullable Long max) {
        var from = min == null ? 0 : min;
        return all().stream()
                .filter(range -> range.value().equals(value))
                .anyMatch(range -> range.fromMinor() == from && isEnd(range, max));
    }

    private static boolean isEnd(PriceRange range, @Nullable Long max) {
        var below = range.belowMinor();
        return below == null ? max == null : max != null && below - 1 == max;
    }
}
