package market.checkout;

import market.kernel.Actor;

/**
 * Turns a checkout into an order that waits for its payment.
 *
 * @param method part of what an idempotency key stands for
 */
public record PlaceOrder(CheckoutId checkout, Actor actor, int expectedVersion, String method, String idempotencyKey) {}
