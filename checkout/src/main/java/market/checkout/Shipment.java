package market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parcel. */
public record Shipment(
        UUID id,
        Carrier carrier,
        String trackingNumber,
        List<String> batchCodes,
        Instant shippedAt,
        @Nullable Instant receivedAt) {}
