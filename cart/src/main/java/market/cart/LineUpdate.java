package market.cart;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.cart.CartOutcome.Allowed;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.cart.UpdateCartLines.NewQuantity;
import market.catalog.BundleId;
import market.catalog.Purchase;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/** New quantities of lines: what each says of its line and of the bundle of that, then whether all may stand together. */
final class LineUpdate {

    private final Map<CartLineId, CartLine> before = new HashMap<>();
    private final Map<CartLineId, CartLine> lines = new LinkedHashMap<>();
    private final Map<BundleId, Long> counts = new HashMap<>();
    private final Set<VariantId> changed = new HashSet<>();
    private final Purchase purchase;
    private final Sellable.Goods goods;

    LineUpdate(Collection<CartLine> lines, Purchase purchase, Sellable.Goods goods) {
        lines.forEach(line -> {
            before.put(line.id(), line);
            this.lines.put(line.id(), line);
        });
        this.purchase = purchase;
        this.goods = goods;
    }

    List<CartLine> lines() {
        return List.copyOf(lines.values());
    }

    /** Goods of which something else was said. */
    Set<VariantId> changed() {
        return Set.copyOf(changed);
    }

    /** What speaks against a change for itself. */
    @Nullable
    Fault set(int index, NewQuantity change) {
        var line = before.get(change.line());
        if (line == null || (line.bundle() == null && !lines.containsKey(line.id()))) {
            return new Fault(index, FaultKind.LINE_NOT_FOUND, null);
        }
        var group = BundleLines.with(line, before.values());
        var isUnknown = change.quantity() != 0
                && group.stream()
                        .anyMatch(each -> goods.sellable(each.variant()).isEmpty());
        if (isUnknown) {
            return new Fault(index, FaultKind.VARIANT_NOT_FOUND, null);
        }
        var note = change.note();
        if (!isPossible(line, change.quantity())) {
            return new Fault(index, FaultKind.INVALID_QUANTITY, change.quantity() == 0 ? null : allowed(line));
        }
        if (change.quantity() != 0 && note != null && CartEdits.isTooLong(note.text(), CartLine.NOTE_LENGTH_MAX)) {
            return new Fault(index, FaultKind.NOTE_TOO_LONG, null);
        }
        var bundle = line.bundle();
        group.forEach(each -> put(each, bundle == null ? change.quantity() : change.quantity() / bundle.each()));
        if (note != null) {
            lines.computeIfPresent(line.id(), (_, set) -> set.withNote(note.text()));
        }
        return null;
    }

    /** Whole bundles only, and nothing else of a bundle than what was said of it already. */
    private boolean isPossible(CartLine line, long quantity) {
        if (quantity < 0 || quantity > Cart.QUANTITY_MAX) {
            return false;
        }
        var bundle = line.bundle();
        if (bundle == null) {
            return true;
        }
        var count = quantity / bundle.each();
        var earlier = counts.putIfAbsent(bundle.id(), count);
        return quantity % bundle.each() == 0 && (earlier == null || earlier == count);
    }

    private void put(CartLine line, long count) {
        var bundle = line.bundle();
        changed.add(line.variant());
        if (count == 0) {
            lines.remove(line.id());
        } else {
            var pieces = bundle == null ? count : bundle.each() * count;
            lines.computeIfPresent(line.id(), (_, now) -> now.withQuantity(pieces));
        }
    }

    /** What speaks against a change together with all others. */
    @Nullable
    Fault check(int index, NewQuantity change) {
        var line = lines.get(change.line());
        if (line == null) {
            return null;
        }
        var together = LinePrices.together(lines.values());
        var isAllowed = BundleLines.with(line, lines.values()).stream()
                .allMatch(each -> goods.offer(each.variant())
                        .filter(offer -> Quantities.isAllowed(
                                offer, each.bought(purchase), together.getOrDefault(each.variant(), 0L)))
                        .isPresent());
        return isAllowed ? null : new Fault(index, FaultKind.INVALID_QUANTITY, allowed(line));
    }

    private @Nullable Allowed allowed(CartLine line) {
        var together = LinePrices.together(lines.values());
        var bundle = line.bundle();
        if (bundle == null) {
            var own = lines.get(line.id());
            var rest = together.getOrDefault(line.variant(), 0L) - (own == null ? 0 : own.quantity());
            return goods.offer(line.variant())
                    .map(offer -> Quantities.allowed(offer, line.bought(purchase), rest))
                    .orElse(null);
        }
        var whole = Quantities.allowed(BundleLines.of(bundle.id(), lines.values()), together, purchase, goods);
        return whole == null
                ? null
                : new Allowed(whole.min() * bundle.each(), whole.step() * bundle.each(), whole.max() * bundle.each());
    }
}
