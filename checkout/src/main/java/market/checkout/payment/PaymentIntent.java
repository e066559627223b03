package market.checkout.payment;

import java.time.Instant;
import java.util.UUID;
import market.kernel.Money;

/**
 * What an order is to be paid with, as the order said it; the amount never changes.
 *
 * @param expiresAt the provider refuses payments after it
 * @param version grows with every change
 */
public record PaymentIntent(
        UUID id,
        UUID orderId,
        String orderNumber,
        Money amount,
        String subject,
        IntentStatus status,
        Instant expiresAt,
        long version) {}
