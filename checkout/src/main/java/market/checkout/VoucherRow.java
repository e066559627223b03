package market.checkout;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.LocationId;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** A voucher with what its line says of the goods. */
@Introspected
record VoucherRow(
        UUID id,
        String code,
        UUID orderId,
        UUID merchantOrderId,
        UUID merchantId,
        UUID orderLineId,
        int piece,
        VoucherState state,
        Instant validUntil,
        Instant issuedAt,
        @Nullable Instant redeemedAt,
        @Nullable UUID redeemedLocationId,
        UUID productId,
        UUID variantId,
        String sku,
        String titleZh,
        @Nullable String titleEn) {

    boolean isOverdue(Instant now) {
        return state == VoucherState.ISSUED && !validUntil.isAfter(now);
    }

    Voucher toVoucher(Instant now) {
        return new Voucher(
                new VoucherId(id),
                new OrderId(orderId),
                new MerchantOrderId(merchantOrderId),
                new MerchantId(merchantId),
                orderLineId,
                piece,
                new ProductId(productId),
                new VariantId(variantId),
                sku,
                new LocalizedText(titleZh, titleEn),
                code,
                isOverdue(now) ? VoucherState.EXPIRED : state,
                validUntil,
                issuedAt,
                redeemedAt,
                redeemedLocationId == null ? null : new LocationId(redeemedLocationId));
    }
}
