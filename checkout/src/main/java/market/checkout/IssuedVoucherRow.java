package market.checkout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A voucher as it is issued. */
@MappedEntity(value = "voucher", schema = "checkout")
record IssuedVoucherRow(
        @Id UUID id,
        String code,
        UUID orderId,
        UUID merchantOrderId,
        UUID merchantId,
        UUID orderLineId,
        int piece,
        Instant validUntil,
        Instant issuedAt) {}
