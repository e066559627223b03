package market.checkout;

import market.cart.CartId;
import market.kernel.Actor;

/** Freezes the prices of a cart and holds its stock. */
public record StartCheckout(CartId cart, Actor actor, int expectedCartVersion, String idempotencyKey) {}
