package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "bundle", schema = "catalog")
record BundleRow(
        @Id UUID id,
        UUID merchantId,
        String code,
        String nameZh,
        @Nullable String nameEn,
        String currency,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean isActive,
        int version,
        @Nullable Instant removedAt,
        Instant createdAt,
        Instant updatedAt,
        String components) {

    private record ComponentJson(UUID variant, UUID product, long quantity, long unitPriceMinor) {}

    Bundle toBundle() {
        var money = Currency.getInstance(currency);
        return new Bundle(
                new BundleId(id),
                new MerchantId(merchantId),
                code,
                new LocalizedText(nameZh, nameEn),
                money,
                Json.read(components, new TypeReference<List<ComponentJson>>() {}).stream()
                        .map(each -> new Bundle.Component(
                                new VariantId(each.variant),
                                new ProductId(each.product),
                                each.quantity,
                                new Money(each.unitPriceMinor, money)))
                        .toList(),
                startsAt,
                endsAt,
                isActive,
                version,
                removedAt,
                createdAt,
                updatedAt);
    }
}
