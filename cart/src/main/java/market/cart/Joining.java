package market.cart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.cart.CartLine.InBundle;
import market.catalog.Purchase;

/** Puts lines to those of another list; what is there already grows as far as it may, bundles whole. */
final class Joining {

    private final Map<CartLine.Key, CartLine> lines;
    private final Purchase purchase;
    private final Sellable.Goods goods;
    private final List<CartWarning> warnings = new ArrayList<>();

    Joining(Collection<CartLine> lines, Purchase purchase, Sellable.Goods goods) {
        this.lines = byKey(lines);
        this.purchase = purchase;
        this.goods = goods;
    }

    static Map<CartLine.Key, CartLine> byKey(Collection<CartLine> all) {
        var lines = new LinkedHashMap<CartLine.Key, CartLine>();
        all.forEach(line -> lines.put(line.key(), line));
        return lines;
    }

    List<CartLine> lines() {
        return List.copyOf(lines.values());
    }

    List<CartWarning> warnings() {
        return List.copyOf(warnings);
    }

    boolean hasRoomFor(List<CartLine> group) {
        var more = group.stream().filter(line -> !lines.containsKey(line.key())).count();
        return lines.size() + more <= Cart.LINES_MAX;
    }

    /** @param group a line for itself, or all lines of a bundle */
    void add(List<CartLine> group) {
        var bundle = group.getFirst().bundle();
        if (bundle == null) {
            addLine(group.getFirst());
            return;
        }
        var earlier = BundleLines.of(bundle.id(), lines.values());
        if (earlier.isEmpty()) {
            group.forEach(line -> lines.put(line.key(), line));
        } else {
            addBundles(earlier, new BundleLines(bundle.id(), group));
        }
    }

    private void addLine(CartLine line) {
        var earlier = lines.get(line.key());
        if (earlier == null) {
            lines.put(line.key(), line);
            return;
        }
        // What is over the limit already is told at every reading; a merge must not cut it further.
        var limit = Math.max(most(earlier), Math.max(earlier.quantity(), line.quantity()));
        var sum = Quantities.sum(earlier, line.quantity());
        var joined = joined(earlier, line, Math.min(sum, limit));
        if (joined.quantity() < sum) {
            warnings.add(CartWarning.of(CartWarning.Code.QUANTITY_CUT, joined, joined.quantity()));
        }
        lines.put(line.key(), joined);
    }

    /** Of two that were made differently, the one counts that is made as the bundle is today, else that which was there. */
    private void addBundles(BundleLines earlier, BundleLines more) {
        var isOlder = goods.bundle(earlier.id())
                .filter(bundle -> more.isMadeAs(bundle) && !earlier.isMadeAs(bundle))
                .isPresent();
        var made = isOlder ? more : earlier;
        var most = made.lines().stream()
                .mapToLong(line -> most(line) / BundleLines.share(line).each())
                .min()
                .orElse(Cart.QUANTITY_MAX);
        var limit = Math.max(most, Math.max(earlier.count(), more.count()));
        var sum = Quantities.sum(earlier.count(), more.count());
        var count = Math.min(sum, limit);
        earlier.lines().stream()
                .filter(line -> !made.pieces().containsKey(line.variant()))
                .forEach(line -> lines.remove(line.key()));
        for (var line : made.lines()) {
            var each = BundleLines.share(line).each();
            var own = lines.get(line.key());
            var other = more.lines().stream()
                    .filter(given -> given.key().equals(line.key()))
                    .findFirst()
                    .orElse(line);
            var joined = joined(own == null ? line : own, other, each * count).in(new InBundle(made.id(), each));
            if (count < sum) {
                warnings.add(CartWarning.of(CartWarning.Code.QUANTITY_CUT, joined, joined.quantity()));
            }
            lines.put(line.key(), joined);
        }
    }

    private static CartLine joined(CartLine earlier, CartLine line, long quantity) {
        var joined = earlier.withQuantity(quantity).found(line.found());
        return earlier.note() == null ? joined.withNote(line.note()) : joined;
    }

    private long most(CartLine line) {
        return goods.offer(line.variant())
                .map(offer ->
                        Quantities.allowed(offer, line.bought(purchase), 0).max())
                .orElse(Cart.QUANTITY_MAX);
    }
}
