package market.checkout.payment;

import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's part on its way to the merchant.
 *
 * @param requestNo under which it was let go, or is asked to be; null before
 * @param amount what is let go; null before it is begun
 * @param splits what others get of it, failed tries among them
 * @param failure the provider's last refusal; empty when there was none
 */
record PartSettlement(
        UUID id,
        UUID intentId,
        UUID orderId,
        UUID legId,
        UUID merchantOrderId,
        UUID merchantId,
        String provider,
        String tradeNo,
        String subMerchant,
        SettlementStatus status,
        @Nullable String requestNo,
        @Nullable Money amount,
        String failure,
        int tries,
        List<Split> splits) {

    PartSettlement {
        splits = List.copyOf(splits);
    }

    /**
     * What another than the merchant gets.
     *
     * @param share of the whole part, as it was divided when it was paid
     * @param amount of what is left of the part; null before it is begun
     */
    record Split(
            UUID id,
            SplitKind kind,
            String owner,
            Money share,
            @Nullable Money amount,
            Money reversed,
            String requestNo,
            SplitStatus status) {

        /** What of it goes to the receiver when so much of the part went back. */
        Money of(Money refunded, Money whole) {
            return share.minus(share.portion(refunded.minor(), whole.minor()));
        }

        /** In fen: what is still to be taken back when so much of the part went back or goes now. */
        long toTakeBack(long refunded, Money whole) {
            if (amount == null) {
                return 0;
            }
            var kept = of(Money.cny(refunded), whole).minor();
            return Math.max(0, amount.minor() - reversed.minor() - kept);
        }

        boolean isOpen() {
            return status == SplitStatus.PENDING || status == SplitStatus.PROCESSING;
        }
    }

    /** The provider may be letting it go just now. */
    boolean isUnderWay() {
        return status == SettlementStatus.CONFIRMING || status == SettlementStatus.SPLITTING;
    }
}
