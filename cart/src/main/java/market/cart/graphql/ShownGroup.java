package market.cart.graphql;

import java.util.List;
import market.cart.PricedCart;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.merchants.Merchant;
import org.jspecify.annotations.Nullable;

/** One merchant's part of a cart as it is shown. */
record ShownGroup(MerchantId seller, @Nullable Merchant known, List<ShownLine> lines, Money subtotal) {

    static List<ShownGroup> of(PricedCart cart) {
        return cart.groups().stream()
                .map(group -> new ShownGroup(
                        group.merchant(),
                        cart.merchants().get(group.merchant()),
                        ShownLine.of(cart.cart().id(), group.lines()),
                        group.subtotal()))
                .toList();
    }
}
