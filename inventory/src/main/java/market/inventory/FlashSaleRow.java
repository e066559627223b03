package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "flash_sale", schema = "inventory")
record FlashSaleRow(
        @Id UUID id,
        UUID merchantId,
        UUID productId,
        UUID variantId,
        UUID poolId,
        long baseUnits,
        UUID locationId,
        long quantity,
        long perBuyerLimit,
        Instant startsAt,
        Instant endsAt,
        FlashSaleState state,
        @Nullable Instant endedAt) {

    static FlashSaleRow of(FlashSale sale) {
        return new FlashSaleRow(
                sale.id().value(),
                sale.merchant().value(),
                sale.product().value(),
                sale.variant().value(),
                sale.step().pool().value(),
                sale.step().units(),
                sale.location().value(),
                sale.quantity(),
                sale.perBuyerLimit(),
                sale.startsAt(),
                sale.endsAt(),
                sale.state(),
                sale.endedAt());
    }

    FlashSale toSale() {
        var variant = new VariantId(variantId);
        return new FlashSale(
                new FlashSaleId(id),
                new MerchantId(merchantId),
                new ProductId(productId),
                variant,
                new UnitStep(variant, new VariantId(poolId), baseUnits),
                new LocationId(locationId),
                quantity,
                perBuyerLimit,
                startsAt,
                endsAt,
                state,
                endedAt);
    }
}
