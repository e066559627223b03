package market.cart;

import market.kernel.ShopperId;

/** What a shopper's session says; prices follow from the group, so it must not need a look-up. */
record ShopperSession(ShopperId shopper, String group) {

    static final String REALM = "shopper";

    static ShopperSession of(Shopper shopper) {
        return new ShopperSession(shopper.id(), shopper.customerGroup());
    }
}
