package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;

@MappedEntity(value = "stock", schema = "inventory")
record StockRow(
        @Id UUID variantId,
        UUID locationId,
        UUID merchantId,
        UUID productId,
        long onHand,
        long committed,
        long version) {

    StockLevel toLevel() {
        return new StockLevel(
                new VariantId(variantId),
                new LocationId(locationId),
                new MerchantId(merchantId),
                new ProductId(productId),
                onHand,
                committed);
    }

    RedisHolds.Level toCounter() {
        return new RedisHolds.Level(variantId, locationId, onHand - committed, version);
    }
}
