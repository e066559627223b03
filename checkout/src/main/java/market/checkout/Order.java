package market.checkout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer bought with one payment, split per merchant.
 *
 * @param isTracked found by what stands on the parcel, which many know
 */
public record Order(
        OrderId id,
        String number,
        @Nullable ShopperId shopper,
        OrderState state,
        Money total,
        Address address,
        Instant payBefore,
        Instant placedAt,
        @Nullable Instant paidAt,
        List<MerchantOrder> parts,
        int version,
        boolean isTracked) {

    public Order {
        parts = List.copyOf(parts);
    }

    /** As it is called outside; a guest's order is open to whoever knows its id, so whoever tracks it is told another. */
    public OrderId shownId() {
        return isTracked
                ? new OrderId(UUID.nameUUIDFromBytes(("tracked " + id.value()).getBytes(StandardCharsets.UTF_8)))
                : id;
    }

    /** As those see it who may know where it is, and not what it entitles to. */
    Order tracked() {
        return new Order(
                id,
                number,
                shopper,
                state,
                total,
                address,
                payBefore,
                placedAt,
                paidAt,
                parts.stream().map(MerchantOrder::withoutVouchers).toList(),
                version,
                true);
    }
}
