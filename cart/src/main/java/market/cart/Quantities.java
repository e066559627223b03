package market.cart;

import java.math.BigInteger;
import java.util.Map;
import market.cart.CartOutcome.Allowed;
import market.catalog.Offer;
import market.catalog.Pricing;
import market.catalog.Purchase;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/** How much of goods may be in a cart. What a variant asks is asked of all of its lines together. */
final class Quantities {

    private Quantities() {}

    /** Never beyond what a number holds, whatever is asked for. */
    static long sum(@Nullable CartLine earlier, long quantity) {
        return sum(earlier == null ? 0 : earlier.quantity(), quantity);
    }

    static long sum(long earlier, long quantity) {
        return Math.min(quantity, Cart.QUANTITY_MAX + 1) + earlier;
    }

    static boolean isAllowed(Offer offer, Purchase purchase, long quantity) {
        if (quantity <= 0 || quantity > Cart.QUANTITY_MAX) {
            return false;
        }
        return Pricing.isAllowed(Pricing.price(offer.variant(), purchase, quantity), quantity);
    }

    /** @param rest pieces in other lines of the variant */
    static Allowed allowed(Offer offer, Purchase purchase, long rest) {
        var price = Pricing.price(offer.variant(), purchase, 0);
        var max = price.maxQuantity();
        var most = max == null ? Cart.QUANTITY_MAX : Math.min(max, Cart.QUANTITY_MAX);
        var step = Pricing.price(offer.variant(), purchase, most).step();
        var first = rest == 0
                ? price.minQuantity()
                : Math.ceilDiv(Math.max(price.minQuantity(), rest + 1), price.step()) * price.step() - rest;
        return new Allowed(first, price.step(), most - most % step - rest);
    }

    /**
     * Numbers of a bundle; null when none fits beside the other lines.
     *
     * @param together pieces of each variant in all lines
     */
    static @Nullable Allowed allowed(
            BundleLines bundle, Map<VariantId, Long> together, Purchase purchase, Sellable.Goods goods) {
        var min = 1L;
        var step = 1L;
        var max = Cart.QUANTITY_MAX;
        for (var line : bundle.lines()) {
            var offer = goods.offer(line.variant()).orElse(null);
            if (offer == null) {
                return null;
            }
            var rest = together.getOrDefault(line.variant(), 0L) - line.quantity();
            var each = BundleLines.share(line).each();
            var own = allowed(offer, line.bought(purchase), 0);
            if (rest % own.step() != 0) {
                return null;
            }
            min = Math.max(min, Math.ceilDiv(own.min() - rest, each));
            step = leastCommonMultiple(step, own.step() / greatestCommonDivisor(own.step(), each));
            max = Math.min(max, Math.floorDiv(own.max() - rest, each));
        }
        min = Math.ceilDiv(min, step) * step;
        max -= Math.floorMod(max, step);
        return max < min ? null : new Allowed(min, step, max);
    }

    private static long leastCommonMultiple(long one, long other) {
        return one / greatestCommonDivisor(one, other) * other;
    }

    private static long greatestCommonDivisor(long one, long other) {
        return BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValueExact();
    }
}
