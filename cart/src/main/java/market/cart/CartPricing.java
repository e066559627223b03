package market.cart;

import jakarta.inject.Singleton;
import market.kernel.Actor;

/** Prices carts as of now. */
@Singleton
public class CartPricing {

    /** Reads the goods in one statement and the merchants' standing in another. */
    public PricedCart price(Cart cart, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
