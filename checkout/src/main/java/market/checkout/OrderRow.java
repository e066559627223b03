package market.checkout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.Money;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "buyer_order", schema = "checkout")
record OrderRow(
        @Id UUID id,
        String number,
        UUID checkoutId,
        @Nullable UUID shopperId,
        OrderState state,
        long totalMinor,
        String currency,
        String address,
        Instant payBefore,
        Instant placedAt,
        @Nullable Instant paidAt,
        int version) {

    static OrderRow of(Order order, CheckoutId checkout) {
        var shopper = order.shopper();
        return new OrderRow(
                order.id().value(),
                order.number(),
                checkout.value(),
                shopper == null ? null : shopper.value(),
                order.state(),
                order.total().minor(),
                order.total().currency().getCurrencyCode(),
                Json.write(order.address()),
                order.payBefore(),
                order.placedAt(),
                order.paidAt(),
                order.version());
    }

    Address readAddress() {
        return Json.read(address, Address.class);
    }

    Order toOrder(List<MerchantOrder> parts) {
        return new Order(
                new OrderId(id),
                number,
                shopperId == null ? null : new ShopperId(shopperId),
                state,
                new Money(totalMinor, Currency.getInstance(currency)),
                readAddress(),
                payBefore,
                placedAt,
                paidAt,
                parts,
                version,
                false);
    }
}
