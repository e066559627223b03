package market.cart;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import market.cart.CartLine.InBundle;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.VariantId;

/**
 * The lines of one bundle in one list. They stand and fall together: each has its own pieces times the same number of bundles.
 *
 * @param lines at least one
 */
record BundleLines(BundleId id, List<CartLine> lines) {

    BundleLines {
        lines = List.copyOf(lines);
    }

    static BundleLines of(BundleId id, Collection<CartLine> all) {
        return new BundleLines(id, all.stream().filter(line -> line.isIn(id)).toList());
    }

    /** The line alone, or with the others of its bundle. */
    static List<CartLine> with(CartLine line, Collection<CartLine> all) {
        var bundle = line.bundle();
        return bundle == null ? List.of(line) : of(bundle.id(), all).lines;
    }

    static InBundle share(CartLine line) {
        return Objects.requireNonNull(line.bundle());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** How many whole bundles there are. */
    long count() {
        return lines.stream()
                .mapToLong(line -> line.quantity() / share(line).each())
                .min()
                .orElse(0);
    }

    boolean isInProportion() {
        var count = count();
        return count > 0
                && lines.stream()
                        .allMatch(line -> line.quantity() == share(line).each() * count);
    }

    /** Pieces in one bundle, as it was when it was added. */
    Map<VariantId, Long> pieces() {
        return lines.stream()
                .collect(Collectors.toMap(CartLine::variant, line -> share(line).each(), Math::max));
    }

    boolean isMadeAs(Bundle bundle) {
        return pieces().equals(bundle.pieces());
    }
}
