package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Money;

/**
 * Money of a paid order that went back for certain; a surplus is none, for it never paid anything.
 *
 * @param takenBack by merchant's part: what of it came from those who had got their shares already. A part that was not let
 *     go yet is not in it.
 */
public record RefundedPayment(
        UUID orderId,
        UUID refundId,
        Money amount,
        String provider,
        List<PaymentRefund.Part> parts,
        Map<UUID, List<SettledPart.Share>> takenBack,
        Instant refundedAt) {

    public RefundedPayment {
        parts = List.copyOf(parts);
        takenBack = Map.copyOf(takenBack);
    }
}
