package market.checkout;

import java.time.Instant;
import java.util.List;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * One merchant's part of an order.
 *
 * @param pickUpPlace where the buyer fetches the goods; null when they are sent
 * @param note of the buyer, for the whole order: the same in all parts
 */
public record MerchantOrder(
        MerchantOrderId id,
        OrderId order,
        MerchantId merchant,
        String number,
        MerchantOrderState state,
        String deliveryCode,
        @Nullable PickUpPlace pickUpPlace,
        Address address,
        Money goods,
        Money delivery,
        List<OrderLine> lines,
        List<Shipment> shipments,
        @Nullable String note,
        Instant placedAt,
        Instant updatedAt,
        int version) {

    public MerchantOrder {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
    }

    MerchantOrder withoutVouchers() {
        return new MerchantOrder(
                id,
                order,
                merchant,
                number,
                state,
                deliveryCode,
                pickUpPlace,
                address,
                goods,
                delivery,
                lines.stream().map(OrderLine::withoutVouchers).toList(),
                shipments,
                note,
                placedAt,
                updatedAt,
                version);
    }

    /** Whether nothing of it is carried to the buyer. */
    public boolean isAllVouchers() {
        return lines.stream().allMatch(OrderLine::hasVouchers);
    }

    public Money total() {
        return goods.plus(delivery);
    }
}
