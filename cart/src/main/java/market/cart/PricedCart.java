package market.cart;

import java.util.List;
import market.kernel.MerchantId;
import market.kernel.Money;

/**
 * A cart with the prices of now for one actor.
 *
 * @param groups one per merchant, in the order in which they first appear in the cart
 * @param subtotal of the lines that can be bought, before delivery
 */
public record PricedCart(
        Cart cart, List<PricedCartLine> lines, List<CartWarning> warnings, List<MerchantGroup> groups, Money subtotal) {

    public PricedCart {
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
        groups = List.copyOf(groups);
    }

    /** The lines of one merchant, which become one parcel; the subtotal is of those that can be bought. */
    public record MerchantGroup(MerchantId merchant, List<PricedCartLine> lines, Money subtotal) {}
}
