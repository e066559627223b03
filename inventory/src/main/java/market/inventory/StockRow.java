package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** A row of stock as one variant sees it that is sold out of it; {@code baseUnits} is 1 for the variant it belongs to. */
@MappedEntity(value = "stock", schema = "inventory")
record StockRow(
        @Id UUID variantId,
        UUID locationId,
        UUID merchantId,
        UUID productId,
        long onHand,
        long committed,
        long earmarked,
        @Nullable Long lowBelow,
        long version,
        UUID soldVariantId,
        UUID soldProductId,
        long baseUnits) {

    /** The row as its own variant sees it. */
    static StockRow own(
            StockKey key, UUID merchant, UUID product, long onHand, long committed, long earmarked, long version) {
        return new StockRow(
                key.variant(),
                key.location(),
                merchant,
                product,
                onHand,
                committed,
                earmarked,
                null,
                version,
                key.variant(),
                product,
                1);
    }

    /** Whether the variant it is told for is the one that it belongs to. */
    boolean isOwn() {
        return soldVariantId.equals(variantId);
    }

    StockKey key() {
        return new StockKey(variantId, locationId);
    }

    long free() {
        return onHand - committed - earmarked;
    }

    StockLevel toLevel() {
        var variant = new VariantId(soldVariantId);
        return new StockLevel(
                variant,
                new LocationId(locationId),
                new MerchantId(merchantId),
                new ProductId(soldProductId),
                onHand,
                committed,
                earmarked,
                lowBelow,
                isOwn() ? null : new UnitStep(variant, new VariantId(variantId), baseUnits));
    }

    RedisHolds.Level toCounter() {
        return new RedisHolds.Level(variantId, locationId, free(), version);
    }
}
