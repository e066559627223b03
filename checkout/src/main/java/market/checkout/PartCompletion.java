package market.checkout;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Outbox;

/** Completes merchants' parts of orders, and an order with its last part. All in the caller's transaction. */
@Singleton
class PartCompletion {

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final ShipmentRepository shipments;
    private final VoucherRepository vouchers;
    private final Outbox outbox;

    PartCompletion(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            ShipmentRepository shipments,
            VoucherRepository vouchers,
            Outbox outbox) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.shipments = shipments;
        this.vouchers = vouchers;
        this.outbox = outbox;
    }

    /** False when nothing of it was sent, or it was completed before. */
    boolean complete(OrderId order, MerchantOrderId part, MerchantId merchant, Instant at) {
        if (merchantOrders.markCompleted(part.value(), at) == 0) {
            return false;
        }
        shipments.markReceived(part.value(), at);
        orders.lock(order.value());
        orders.completeIfAllReceived(order.value());
        outbox.append(new MerchantOrderCompleted(order, part, merchant));
        return true;
    }

    /** After a voucher of it was redeemed, expired or given back: a part of vouchers ends with its last one. */
    void completeIfUsedUp(UUID part, Instant at) {
        merchantOrders.lock(part);
        if (vouchers.areUsedUp(part)) {
            var row = merchantOrders.find(part).orElseThrow();
            complete(new OrderId(row.orderId()), new MerchantOrderId(part), new MerchantId(row.merchantId()), at);
        }
    }
}
