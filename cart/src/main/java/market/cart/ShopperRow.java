package market.cart;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "shopper", schema = "cart")
record ShopperRow(
        @Id UUID id,
        String phone,
        @Nullable String name,
        String customerGroup,
        @Nullable String company,
        Instant createdAt) {

    Shopper toShopper() {
        return new Shopper(new ShopperId(id), phone, name, customerGroup, company, createdAt);
    }
}
