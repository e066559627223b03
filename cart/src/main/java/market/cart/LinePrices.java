package market.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.cart.CartWarning.Code;
import market.cart.PricedCartLine.InBundle;
import market.catalog.BundleId;
import market.catalog.Pricing;
import market.catalog.Purchase;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one list cost together. Each is priced at the quantity of all lines of its variant; those of a bundle that
 * is offered as it stands there cost what the bundle says, unless that is more.
 */
final class LinePrices {

    private LinePrices() {}

    /** Lines of goods that the catalogue does not know are left out. */
    static List<PricedCartLine> of(List<CartLine> lines, Purchase purchase, Sellable.Goods goods) {
        var together = together(lines);
        var bundles = new HashMap<BundleId, InBundle>();
        var priced = new ArrayList<PricedCartLine>();
        for (var line : lines) {
            var offer = goods.offer(line.variant()).orElse(null);
            if (offer == null) {
                continue;
            }
            var pieces = together.getOrDefault(line.variant(), line.quantity());
            var price = Pricing.price(offer.variant(), line.bought(purchase), pieces)
                    .of(line.quantity());
            var own = line.bundle();
            var bundle = own == null
                    ? null
                    : bundles.computeIfAbsent(
                            own.id(), id -> inBundle(BundleLines.of(id, lines), purchase.at(), goods));
            if (bundle != null && bundle.bundle() != null && bundle.fault() == null) {
                price = bundle.bundle().price(line.variant(), price, line.quantity());
            }
            priced.add(new PricedCartLine(line, offer, price, goods.reasonAgainst(offer), pieces, bundle));
        }
        return priced;
    }

    /** Pieces of each variant in all lines. */
    static Map<VariantId, Long> together(Collection<CartLine> lines) {
        var pieces = new HashMap<VariantId, Long>();
        lines.forEach(line -> pieces.merge(line.variant(), line.quantity(), Long::sum));
        return pieces;
    }

    private static InBundle inBundle(BundleLines lines, Instant at, Sellable.Goods goods) {
        var bundle = goods.bundle(lines.id()).orElse(null);
        return new InBundle(bundle, lines.count(), lines.isInProportion(), fault(lines, at, goods));
    }

    private static @Nullable Code fault(BundleLines lines, Instant at, Sellable.Goods goods) {
        var bundle = goods.bundle(lines.id()).orElse(null);
        if (bundle == null || !bundle.isOfferedAt(at)) {
            return Code.BUNDLE_ENDED;
        }
        if (!lines.isInProportion() || !lines.isMadeAs(bundle)) {
            return Code.BUNDLE_CHANGED;
        }
        return goods.isSellable(bundle) ? null : Code.BUNDLE_ENDED;
    }
}
