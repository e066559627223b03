package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.catalog.VariantId;

@MappedEntity(value = "unit_step", schema = "inventory")
record LadderRow(@Id UUID variantId, UUID productId, UUID poolId, UUID poolProductId, UUID merchantId, long baseUnits) {

    UnitStep toStep() {
        return new UnitStep(new VariantId(variantId), new VariantId(poolId), baseUnits);
    }
}
