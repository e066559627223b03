package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/**
 * A merchant's part that was let go to it.
 *
 * @param amount what was paid of it less what had gone back
 * @param shares what others got of it; the rest is the merchant's
 */
public record SettledPart(
        UUID settlementId,
        UUID orderId,
        UUID merchantOrderId,
        UUID merchantId,
        String provider,
        Money amount,
        List<Share> shares,
        Instant settledAt) {

    /**
     * What another than the merchant gets.
     *
     * @param owner {@code platform}, a village by its code, or a pavilion by its handle
     */
    public record Share(SplitKind kind, String owner, Money amount) {}

    public SettledPart {
        shares = List.copyOf(shares);
    }
}
