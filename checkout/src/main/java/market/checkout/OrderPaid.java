package market.checkout;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Money;

/** An order was paid; carries what is needed to divide the money. */
public record OrderPaid(OrderId order, String number, String provider, Instant paidAt, Money total, List<Part> parts)
        implements DomainEvent {

    public OrderPaid {
        // Said before there was a second provider.
        provider = Objects.requireNonNullElse(provider, "ALIPAY");
    }

    /** One merchant's part. */
    public record Part(
            MerchantOrderId merchantOrder, MerchantId merchant, String number, Money delivery, List<Line> lines) {}

    /** One line of a part. */
    public record Line(UUID line, String categoryCode, BigDecimal commissionRate, String originCode, Money total) {}

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
