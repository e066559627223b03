package market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Money;

/** Money of a paid order went back for certain. */
public record OrderRefunded(OrderId order, UUID refund, String provider, Instant refundedAt, List<Part> parts)
        implements DomainEvent {

    public OrderRefunded {
        parts = List.copyOf(parts);
    }

    /**
     * What of it is taken from one merchant's part.
     *
     * @param wasLetGo whether the part had been let go to its merchant before
     * @param takenBack what came from those who had got their shares already; none when the part was not let go before
     */
    public record Part(
            MerchantOrderId merchantOrder,
            MerchantId merchant,
            Money amount,
            boolean wasLetGo,
            List<MoneyShare> takenBack) {

        public Part {
            takenBack = List.copyOf(takenBack);
        }
    }

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
