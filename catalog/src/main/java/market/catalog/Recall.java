package market.catalog;

import java.time.Instant;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A batch that was called back. Its sale is stopped for good, whatever becomes of the recall.
 *
 * @param remedy what buyers shall do
 * @param openedBy principal of whoever called it back
 * @param takenOff pieces that were free and left the shelf
 * @param promised pieces that orders had been given already
 * @param untracked free pieces of the product of which nobody knows the batch: while there are any, the product is barred
 * @param closedNote what came of it; null while it is open
 */
public record Recall(
        UUID id,
        UUID batch,
        String batchCode,
        ProductId product,
        MerchantId merchant,
        LocalizedText reason,
        LocalizedText remedy,
        String openedBy,
        Instant openedAt,
        long takenOff,
        long promised,
        long untracked,
        @Nullable Instant closedAt,
        @Nullable String closedNote,
        int version) {

    public boolean isOpen() {
        return closedAt == null;
    }
}
