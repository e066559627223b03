package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money of a payment that goes back.
 *
 * @param parts from which merchants' parts; none for a surplus
 * @param reason in the merchant's words; empty when nobody asked
 * @param settledAt when it was proven done, or refused; null before
 */
public record PaymentRefund(
        UUID id,
        UUID orderId,
        UUID intentId,
        UUID attemptId,
        String attemptNo,
        String refundNo,
        RefundOrigin origin,
        RefundStatus status,
        Money amount,
        String reason,
        Instant askedAt,
        @Nullable Instant settledAt,
        List<Part> parts) {

    public PaymentRefund {
        parts = List.copyOf(parts);
    }

    /** What of it is taken from one merchant's part. */
    public record Part(UUID legId, UUID merchantOrderId, UUID merchantId, Money amount) {}

    boolean isPending() {
        return status == RefundStatus.REQUESTED || status == RefundStatus.SUBMITTED;
    }
}
