package market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Money;

/**
 * A merchant's part was let go to it by the payment provider, and others got their shares of it there.
 *
 * @param amount what was let go, the shares included
 */
public record PartSettled(
        OrderId order,
        MerchantOrderId merchantOrder,
        MerchantId merchant,
        UUID settlement,
        String provider,
        Money amount,
        List<MoneyShare> shares,
        Instant settledAt)
        implements DomainEvent {

    public PartSettled {
        shares = List.copyOf(shares);
    }

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
