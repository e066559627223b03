package market.checkout;

import java.util.UUID;
import market.checkout.payment.Settlements;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant's part is on its way to the merchant at the payment provider.
 *
 * @param amount what is let go; null before it is begun
 * @param shares what others get of it; null before it is begun
 * @param takenBack what refunds took back of these shares, or are to
 * @param failure the provider's last refusal; empty when there was none
 */
public record PartSettlement(
        UUID id,
        MerchantOrderId order,
        MerchantId merchant,
        String provider,
        Status status,
        @Nullable Money amount,
        @Nullable Money shares,
        Money takenBack,
        String failure) {

    /** How far it is. */
    public enum Status {
        PENDING,
        CONFIRMING,
        SPLITTING,
        DONE
    }

    static PartSettlement of(Settlements.View view) {
        return new PartSettlement(
                view.id(),
                new MerchantOrderId(view.merchantOrderId()),
                new MerchantId(view.merchantId()),
                view.provider(),
                Status.valueOf(view.status().name()),
                view.amount(),
                view.shares(),
                view.takenBack(),
                view.failure());
    }
}
