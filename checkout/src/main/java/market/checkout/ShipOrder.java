package market.checkout;

import java.util.List;
import market.kernel.MerchantId;

/** A merchant says that its part of an order left. */
public record ShipOrder(
        MerchantId merchant,
        MerchantOrderId merchantOrder,
        int expectedVersion,
        String carrier,
        String trackingNumber,
        List<String> batchCodes,
        String idempotencyKey) {

    public ShipOrder {
        batchCodes = List.copyOf(batchCodes);
    }
}
