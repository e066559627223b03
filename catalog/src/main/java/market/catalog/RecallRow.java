package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "recall", schema = "catalog")
record RecallRow(
        @Id UUID id,
        UUID batchId,
        String batchCode,
        UUID productId,
        UUID merchantId,
        String reasonZh,
        @Nullable String reasonEn,
        String remedyZh,
        @Nullable String remedyEn,
        String openedBy,
        Instant openedAt,
        long takenOff,
        long promised,
        long untracked,
        @Nullable Instant closedAt,
        @Nullable String closedNote,
        int version) {

    Recall toRecall() {
        return new Recall(
                id,
                batchId,
                batchCode,
                new ProductId(productId),
                new MerchantId(merchantId),
                new LocalizedText(reasonZh, reasonEn),
                new LocalizedText(remedyZh, remedyEn),
                openedBy,
                openedAt,
                takenOff,
                promised,
                untracked,
                closedAt,
                closedNote,
                version);
    }
}
