package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.catalog.VariantId;

@MappedEntity(value = "earmark", schema = "inventory")
record EarmarkRow(@Id UUID variantId, UUID locationId, String channel, long quantity) {

    Earmark toEarmark() {
        return new Earmark(new VariantId(variantId), new LocationId(locationId), channel, quantity);
    }
}
