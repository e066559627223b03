package market.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A lot of one product made together.
 *
 * @param code printed on the pack and in its QR code, unique over all merchants
 * @param bestBefore null for goods sold fresh
 * @param events oldest first
 * @param firstScannedAt when a shopper first looked it up; null before
 * @param recalled null unless it was called back
 */
public record Batch(
        UUID id,
        ProductId productId,
        String code,
        LocalDate producedOn,
        @Nullable LocalDate bestBefore,
        String originCode,
        List<TraceEvent> events,
        @Nullable Instant firstScannedAt,
        @Nullable Recalled recalled) {

    /** Why nobody may sell it any more, and what its buyers shall do. */
    public record Recalled(LocalizedText reason, LocalizedText remedy, Instant at) {}

    public Batch {
        events = List.copyOf(events);
    }
}
