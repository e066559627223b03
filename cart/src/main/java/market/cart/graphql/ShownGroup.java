package market.cart.graphql;

import java.util.List;
import market.cart.PricedCart;
import market.kernel.MerchantId;
import market.kernel.Money;

/** One merchant's part of a cart as it is shown. */
record ShownGroup(MerchantId seller, List<ShownLine> lines, Money subtotal) {

    static List<ShownGroup> of(PricedCart cart) {
        return cart.groups().stream()
                .map(group -> new ShownGroup(
                        group.merchant(), ShownLine.of(cart.cart().id(), group.lines()), group.subtotal()))
                .toList();
    }
}
