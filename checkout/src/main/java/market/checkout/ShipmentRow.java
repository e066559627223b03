package market.checkout;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "shipment", schema = "checkout")
record ShipmentRow(
        @Id UUID id,
        UUID orderId,
        UUID merchantOrderId,
        Carrier carrier,
        String trackingNumber,
        String batchCodes,
        Instant shippedAt,
        @Nullable Instant receivedAt) {

    Shipment toShipment() {
        return new Shipment(
                id,
                carrier,
                trackingNumber,
                Json.read(batchCodes, new TypeReference<List<String>>() {}),
                shippedAt,
                receivedAt);
    }
}
