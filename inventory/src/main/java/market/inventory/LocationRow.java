package market.inventory;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "location", schema = "inventory")
record LocationRow(
        @Id UUID id,
        UUID merchantId,
        String code,
        String nameZh,
        @Nullable String nameEn,
        String regionCode,
        LocationKind kind,
        boolean coldChain,
        boolean active,
        String deliversTo,
        @Nullable Boolean maySplit,
        @Nullable Integer saleMarginDays) {

    static LocationRow of(Location location) {
        return new LocationRow(
                location.id().value(),
                location.merchant().value(),
                location.code(),
                location.name().zh(),
                location.name().en(),
                location.regionCode(),
                location.kind(),
                location.isColdChain(),
                location.isActive(),
                Json.write(location.deliversTo()),
                null,
                null);
    }

    /** What its merchant wants, which comes with every place so that one statement reads both. */
    StockSettings toSettings() {
        return maySplit == null ? StockSettings.DEFAULTS : new StockSettings(maySplit, saleMarginDays);
    }

    Location toLocation() {
        return new Location(
                new LocationId(id),
                new MerchantId(merchantId),
                code,
                new LocalizedText(nameZh, nameEn),
                regionCode,
                kind,
                coldChain,
                active,
                Json.read(deliversTo, new TypeReference<List<String>>() {}));
    }
}
