package market.cart;

import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper's session says; prices follow from the group and the company, so they must not need a look-up.
 *
 * @param company of a business buyer; a session opened before it was kept has none
 */
record ShopperSession(
        ShopperId shopper, String group, @Nullable String company) {

    static final String REALM = "shopper";

    static ShopperSession of(Shopper shopper) {
        return new ShopperSession(shopper.id(), shopper.customerGroup(), shopper.company());
    }
}
