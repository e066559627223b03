package market.checkout;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.checkout.payment.SettlementStatus;
import market.checkout.payment.Settlements;
import market.kernel.MerchantId;

/** Merchants' parts that the payment provider lets go to them once their buyers have the goods. */
@Singleton
public class PartSettlements {

    private final Settlements settlements;

    PartSettlements(Settlements settlements) {
        this.settlements = settlements;
    }

    /**
     * With what others get of the whole part; what went back meanwhile is seen to here. In the caller's transaction. Repeating
     * it changes nothing, and so does a part whose money the provider did not collect for the merchant itself.
     */
    public void plan(OrderId order, MerchantOrderId part, List<MoneyShare> shares) {
        settlements.plan(
                order.value(),
                part.value(),
                shares.stream().map(MoneyShare::toSplit).toList());
    }

    /** A merchant's own; parts that are not let go by their provider are not in the answer. */
    public Map<MerchantOrderId, PartSettlement> ofMerchant(MerchantId merchant, Collection<MerchantOrderId> parts) {
        return settlements.ofParts(parts.stream().map(MerchantOrderId::value).toList()).stream()
                .map(PartSettlement::of)
                .filter(settlement -> settlement.merchant().equals(merchant))
                .collect(Collectors.toMap(PartSettlement::order, Function.identity()));
    }

    /** In the order in which they were planned. */
    public List<PartSettlement> page(Set<PartSettlement.Status> statuses, UUID after, int limit) {
        var wanted = statuses.stream()
                .map(status -> SettlementStatus.valueOf(status.name()))
                .collect(Collectors.toSet());
        return settlements.page(wanted, after, limit).stream()
                .map(PartSettlement::of)
                .toList();
    }
}
