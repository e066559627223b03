package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "pavilion_admission", schema = "catalog")
record PavilionAdmissionRow(
        @Id UUID id,
        UUID pavilionId,
        String pavilionHandle,
        UUID merchantId,
        PavilionAdmission.State state,
        BigDecimal offeredFee,
        @Nullable BigDecimal feeRate,
        @Nullable String message,
        @Nullable String reason,
        Instant appliedAt,
        @Nullable Instant decidedAt,
        int version) {

    PavilionAdmission toAdmission() {
        return new PavilionAdmission(
                id,
                pavilionId,
                pavilionHandle,
                new MerchantId(merchantId),
                state,
                offeredFee,
                feeRate,
                message,
                reason,
                appliedAt,
                decidedAt,
                version);
    }
}
