package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import market.cart.CartLine.InBundle;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.catalog.Bundle;
import market.catalog.Purchase;
import market.kernel.Ids;

/** Puts bundles into a cart, whole or not at all; computes the next cart and touches no store. */
@Singleton
class BundleEdits {

    private final Ids ids;
    private final Clock clock;

    BundleEdits(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Lines that were made of an earlier form of the bundle become what it is today. */
    CartEdit add(Cart cart, AddCartBundle command, Sellable.Goods goods, Cart.AppliedRequest request) {
        var purchase = Purchase.by(command.actor(), clock.instant());
        var bundle = offered(command, goods, purchase);
        if (bundle.isEmpty()) {
            return refused(new Fault(0, FaultKind.BUNDLE_NOT_FOUND, null));
        }
        var count =
                Quantities.sum(BundleLines.of(command.bundle(), cart.lines()).count(), command.quantity());
        var isPossible = command.quantity() > 0 && count <= Cart.QUANTITY_MAX;
        var lines = with(bundle.get(), isPossible ? count : 1, cart, command, goods);
        var made = BundleLines.of(command.bundle(), lines);
        var together = LinePrices.together(lines);
        var isAllowed = isPossible
                && made.lines().stream()
                        .allMatch(line -> Quantities.isAllowed(
                                goods.sellable(line.variant()).orElseThrow(),
                                line.bought(purchase),
                                together.getOrDefault(line.variant(), 0L)));
        if (!isAllowed) {
            return refused(
                    new Fault(0, FaultKind.INVALID_QUANTITY, Quantities.allowed(made, together, purchase, goods)));
        }
        return lines.size() > Cart.LINES_MAX
                ? refused(new Fault(0, FaultKind.TOO_MANY_LINES, null))
                : CartEdits.next(
                        cart.withLines(CartEdits.seen(lines, made.pieces().keySet(), purchase, goods)),
                        request,
                        List.of());
    }

    private static Optional<Bundle> offered(AddCartBundle command, Sellable.Goods goods, Purchase purchase) {
        return goods.bundle(command.bundle())
                .filter(bundle -> bundle.isOfferedAt(purchase.at()))
                .filter(goods::isSellable);
    }

    private List<CartLine> with(Bundle bundle, long count, Cart cart, AddCartBundle command, Sellable.Goods goods) {
        var lines = Joining.byKey(cart.lines());
        lines.values()
                .removeIf(line -> line.isIn(bundle.id())
                        && bundle.component(line.variant()).isEmpty());
        for (var component : bundle.components()) {
            var key = new CartLine.Key(component.variant(), bundle.id());
            var share = new InBundle(bundle.id(), component.quantity());
            var base = Optional.ofNullable(lines.get(key))
                    .orElseGet(() ->
                            new CartLine(new CartLineId(ids.secret()), component.variant(), 0, 0, null, null, share));
            var found = goods.offer(component.variant())
                    .map(offer -> CartEdits.believed(command.found(), offer))
                    .orElse(null);
            lines.put(key, base.in(share).found(found).withQuantity(share.each() * count));
        }
        return List.copyOf(lines.values());
    }

    private static CartEdit refused(Fault fault) {
        return new CartEdit.Not(new CartOutcome.Refused(List.of(fault)));
    }
}
