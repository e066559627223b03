package market.checkout;

import java.time.Instant;
import java.util.List;
import market.kernel.Money;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/** What a buyer bought with one payment, split per merchant. */
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
        int version) {

    public Order {
        parts = List.copyOf(parts);
    }
}
