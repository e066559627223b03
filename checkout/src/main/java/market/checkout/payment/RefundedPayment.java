package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/** Money of a paid order that went back for certain; a surplus is none, for it never paid anything. */
public record RefundedPayment(
        UUID orderId,
        UUID refundId,
        Money amount,
        String provider,
        List<PaymentRefund.Part> parts,
        Instant refundedAt) {

    public RefundedPayment {
        parts = List.copyOf(parts);
    }
}
