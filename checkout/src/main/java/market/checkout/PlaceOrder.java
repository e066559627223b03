package market.checkout;

import market.kernel.Actor;

/** Turns a checkout into an order that waits for its payment. */
public record PlaceOrder(CheckoutId checkout, Actor actor, int expectedVersion) {}
