package market.checkout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "merchant_order", schema = "checkout")
record MerchantOrderRow(
        @Id UUID id,
        UUID orderId,
        UUID merchantId,
        String number,
        MerchantOrderState state,
        String deliveryCode,
        @Nullable String pickUpPlace,
        long goodsMinor,
        long deliveryMinor,
        String currency,
        @Nullable String note,
        int version,
        Instant placedAt,
        Instant updatedAt) {

    static MerchantOrderRow of(MerchantOrder part) {
        return new MerchantOrderRow(
                part.id().value(),
                part.order().value(),
                part.merchant().value(),
                part.number(),
                part.state(),
                part.deliveryCode(),
                part.pickUpPlace() == null ? null : Json.write(part.pickUpPlace()),
                part.goods().minor(),
                part.delivery().minor(),
                part.goods().currency().getCurrencyCode(),
                part.note(),
                part.version(),
                part.placedAt(),
                part.updatedAt());
    }

    MerchantOrder toMerchantOrder(Address address, List<OrderLine> lines, List<Shipment> shipments) {
        var money = Currency.getInstance(currency);
        return new MerchantOrder(
                new MerchantOrderId(id),
                new OrderId(orderId),
                new MerchantId(merchantId),
                number,
                state,
                deliveryCode,
                pickUpPlace == null ? null : Json.read(pickUpPlace, PickUpPlace.class),
                address,
                new Money(goodsMinor, money),
                new Money(deliveryMinor, money),
                lines,
                shipments,
                note,
                placedAt,
                updatedAt,
                version);
    }
}
