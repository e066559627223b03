package market.checkout;

import java.time.Instant;
import java.util.List;
import market.kernel.MerchantId;
import market.kernel.Money;

/** One merchant's part of an order. */
public record MerchantOrder(
        MerchantOrderId id,
        OrderId order,
        MerchantId merchant,
        String number,
        MerchantOrderState state,
        String deliveryCode,
        Address address,
        Money goods,
        Money delivery,
        List<OrderLine> lines,
        List<Shipment> shipments,
        Instant placedAt,
        Instant updatedAt,
        int version) {

    public MerchantOrder {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
    }

    public Money total() {
        return goods.plus(delivery);
    }
}
