package market.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lot of one product made together.
 *
 * @param code printed on the pack and in its QR code, unique over all merchants
 * @param bestBefore null for goods sold fresh
 * @param events oldest first
 * @param firstScannedAt when a shopper first looked it up; null before
 */
public record Batch(
        UUID id,
        ProductId productId,
        String code,
        LocalDate producedOn,
        @Nullable LocalDate bestBefore,
        String originCode,
        List<TraceEvent> events,
        @Nullable Instant firstScannedAt) {

    public Batch {
        events = List.copyOf(events);
    }
}
