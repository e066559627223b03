package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/**
 * What an order asks to be paid. The parts sum to the amount.
 *
 * @param expiresAt the provider refuses payments after it
 */
public record PaymentOrder(UUID orderId, String orderNumber, String subject, Instant expiresAt, List<Part> parts) {

    public PaymentOrder {
        parts = List.copyOf(parts);
    }

    /** One merchant's part. */
    public record Part(UUID merchantOrderId, UUID merchantId, Money amount) {}

    public Money amount() {
        return parts.stream().map(Part::amount).reduce(Money::plus).orElseThrow();
    }
}
