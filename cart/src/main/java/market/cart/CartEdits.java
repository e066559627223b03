package market.cart;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.cart.CartOutcome.Allowed;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.cart.CartWarning.Code;
import market.catalog.Offer;
import market.catalog.Pricing;
import market.catalog.VariantId;
import market.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** What may be done to the lines of a cart; computes the next cart and touches no store. */
@Singleton
class CartEdits {

    // A client retries within minutes; this many requests back is far beyond that.
    private static final int APPLIED_MAX = 30;

    private final Ids ids;

    CartEdits(Ids ids) {
        this.ids = ids;
    }

    /** Adds lines, all or none. */
    CartOutcome add(
            Cart cart,
            List<CreateCart.NewLine> added,
            String customerGroup,
            Sellable.Goods goods,
            Cart.AppliedRequest request) {
        var lines = byVariant(cart);
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < added.size(); i++) {
            var variant = added.get(i).variant();
            var offer = goods.sellable(variant);
            if (offer.isEmpty()) {
                faults.add(new Fault(i, FaultKind.VARIANT_NOT_FOUND, null));
                continue;
            }
            var earlier = lines.get(variant);
            var given = added.get(i).quantity();
            var quantity = Math.min(given, Cart.QUANTITY_MAX + 1) + (earlier == null ? 0 : earlier.quantity());
            var fault = given <= 0 ? FaultKind.INVALID_QUANTITY : quantityFault(offer.get(), customerGroup, quantity);
            if (fault != null) {
                faults.add(new Fault(i, fault, allowed(offer.get(), customerGroup)));
            } else if (earlier == null && lines.size() == Cart.LINES_MAX) {
                faults.add(new Fault(i, FaultKind.TOO_MANY_LINES, null));
            } else {
                var id = earlier == null ? new CartLineId(ids.secret()) : earlier.id();
                lines.put(variant, line(id, offer.get(), customerGroup, quantity));
            }
        }
        return faults.isEmpty()
                ? changed(next(cart, List.copyOf(lines.values()), request), List.of())
                : new CartOutcome.Refused(faults);
    }

    /** Sets quantities, all or none. */
    CartOutcome update(
            Cart cart, List<UpdateCartLines.NewQuantity> changes, String customerGroup, Sellable.Goods goods) {
        var lines = new LinkedHashMap<CartLineId, CartLine>();
        cart.lines().forEach(line -> lines.put(line.id(), line));
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            var line = lines.get(change.line());
            if (line == null) {
                faults.add(new Fault(i, FaultKind.LINE_NOT_FOUND, null));
            } else if (change.quantity() == 0) {
                lines.remove(change.line());
            } else {
                var offer = goods.sellable(line.variant()).orElse(null);
                var fault = offer == null
                        ? FaultKind.VARIANT_NOT_FOUND
                        : quantityFault(offer, customerGroup, change.quantity());
                if (offer != null && fault == null) {
                    lines.put(line.id(), line(line.id(), offer, customerGroup, change.quantity()));
                } else if (fault != null) {
                    faults.add(new Fault(i, fault, offer == null ? null : allowed(offer, customerGroup)));
                }
            }
        }
        return faults.isEmpty()
                ? changed(next(cart, List.copyOf(lines.values()), null), List.of())
                : new CartOutcome.Refused(faults);
    }

    /** Adds another cart's lines as far as there is room, and says what was cut. */
    CartOutcome.Changed merge(Cart own, Cart other, Cart.AppliedRequest request) {
        var lines = byVariant(own);
        var warnings = new ArrayList<CartWarning>();
        for (var line : other.lines()) {
            var earlier = lines.get(line.variant());
            if (earlier == null && lines.size() == Cart.LINES_MAX) {
                warnings.add(new CartWarning(Code.QUANTITY_CUT, null, null, null, 0L));
                continue;
            }
            var base = earlier == null ? line : earlier;
            var sum = earlier == null ? line.quantity() : earlier.quantity() + line.quantity();
            var quantity = Math.min(sum, Cart.QUANTITY_MAX);
            if (quantity < sum) {
                warnings.add(new CartWarning(Code.QUANTITY_CUT, base.id(), null, null, quantity));
            }
            lines.put(line.variant(), new CartLine(base.id(), base.variant(), quantity, base.priceSeenMinor()));
        }
        return changed(next(own, List.copyOf(lines.values()), request), warnings);
    }

    /** The next version of a cart with other lines. */
    static Cart next(Cart cart, List<CartLine> lines, Cart.@Nullable AppliedRequest request) {
        var applied = new ArrayList<>(cart.applied());
        if (request != null) {
            applied.add(request);
        }
        var latest = applied.subList(Math.max(0, applied.size() - APPLIED_MAX), applied.size());
        return new Cart(cart.id(), cart.owner(), cart.version() + 1, lines, latest);
    }

    private static CartOutcome.Changed changed(Cart cart, List<CartWarning> warnings) {
        return new CartOutcome.Changed(cart, warnings);
    }

    private static Map<VariantId, CartLine> byVariant(Cart cart) {
        var lines = new LinkedHashMap<VariantId, CartLine>();
        cart.lines().forEach(line -> lines.put(line.variant(), line));
        return lines;
    }

    private static CartLine line(CartLineId id, Offer offer, String customerGroup, long quantity) {
        var price = Pricing.price(offer.variant(), customerGroup, quantity);
        return new CartLine(
                id, offer.variant().id(), quantity, price.unitPrice().minor());
    }

    private static @Nullable FaultKind quantityFault(Offer offer, String customerGroup, long quantity) {
        if (quantity <= 0 || quantity > Cart.QUANTITY_MAX) {
            return FaultKind.INVALID_QUANTITY;
        }
        var price = Pricing.price(offer.variant(), customerGroup, quantity);
        return Pricing.isAllowed(price, quantity) ? null : FaultKind.INVALID_QUANTITY;
    }

    private static Allowed allowed(Offer offer, String customerGroup) {
        var price = Pricing.price(offer.variant(), customerGroup, 0);
        return new Allowed(price.minQuantity(), price.step(), Cart.QUANTITY_MAX);
    }
}
