package market.checkout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import market.cart.CartId;
import market.inventory.ReservationId;
import market.kernel.Json;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "checkout", schema = "checkout")
record CheckoutRow(
        @Id UUID id,
        UUID cartId,
        @Nullable UUID shopperId,
        UUID reservationId,
        CheckoutState state,
        String quote,
        @Nullable String delivery,
        @Nullable UUID orderId,
        Instant createdAt,
        Instant expiresAt,
        int version) {

    Checkout toCheckout() {
        return new Checkout(
                new CheckoutId(id),
                new CartId(cartId),
                shopperId == null ? null : new ShopperId(shopperId),
                new ReservationId(reservationId),
                state,
                Json.read(quote, Quote.class),
                delivery == null ? null : Json.read(delivery, DeliveryChoice.class),
                orderId == null ? null : new OrderId(orderId),
                createdAt,
                expiresAt,
                version);
    }
}
