package market.cart;

import java.util.List;
import java.util.Map;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.merchants.Merchant;

/**
 * A cart with the prices of now for one actor.
 *
 * @param saved put aside for later: priced, but neither counted nor warned of
 * @param groups one per merchant, in the order in which they first appear in the cart
 * @param merchants of all lines, as far as they are known
 * @param subtotal of the lines that can be bought, before delivery
 */
public record PricedCart(
        Cart cart,
        List<PricedCartLine> lines,
        List<PricedCartLine> saved,
        List<CartWarning> warnings,
        List<MerchantGroup> groups,
        Map<MerchantId, Merchant> merchants,
        Money subtotal) {

    public PricedCart {
        lines = List.copyOf(lines);
        saved = List.copyOf(saved);
        warnings = List.copyOf(warnings);
        groups = List.copyOf(groups);
        merchants = Map.copyOf(merchants);
    }

    /** The lines of one merchant, which become one parcel; the subtotal is of those that can be bought. */
    public record MerchantGroup(MerchantId merchant, List<PricedCartLine> lines, Money subtotal) {}
}
