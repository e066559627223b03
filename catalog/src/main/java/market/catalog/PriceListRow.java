package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "price_list", schema = "catalog")
record PriceListRow(
        @Id UUID id,
        UUID merchantId,
        String code,
        String name,
        String currency,
        @Nullable String customerGroup,
        @Nullable String company,
        @Nullable String channel,
        @Nullable String pavilion,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        int version,
        @Nullable Instant removedAt,
        Instant createdAt,
        Instant updatedAt) {

    PriceList toPriceList() {
        return new PriceList(
                new PriceListId(id),
                new MerchantId(merchantId),
                code,
                name,
                Currency.getInstance(currency),
                new Audience(customerGroup, company, channel, pavilion),
                priority,
                validFrom,
                validUntil,
                version,
                removedAt,
                createdAt,
                updatedAt);
    }
}
