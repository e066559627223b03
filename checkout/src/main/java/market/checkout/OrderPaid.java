package market.checkout;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

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

    /**
     * One line of a part.
     *
     * @param pavilion null when it was bought through none, or nothing was agreed with it
     */
    public record Line(
            UUID line,
            String categoryCode,
            BigDecimal commissionRate,
            String originCode,
            Money total,
            @Nullable PavilionFee pavilion) {}

    /** What a pavilion, by its handle, gets of a line that was bought through it. */
    public record PavilionFee(String pavilion, BigDecimal rate) {}

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
