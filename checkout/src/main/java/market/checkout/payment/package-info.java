/**
 * The money of an order: one intent per order, attempts to pay it, and what the provider says about them. Door for the
 * room's root: {@link market.checkout.payment.Payments}; it hears of a payment through {@link
 * market.checkout.payment.PaymentListener}. Tables: {@code checkout.payment_intent}, {@code payment_attempt}, {@code
 * payment_refund} and {@code provider_event}. Notifications, polls and returns all end in one comparison with what the
 * provider says, under a lock of the intent; no provider is called inside a transaction.
 */
@NullMarked
package market.checkout.payment;

import org.jspecify.annotations.NullMarked;
