package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import market.kernel.Json;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@Introspected
record ProductTypeRow(
        String code,
        String nameZh,
        @Nullable String nameEn,
        String categoryCode,
        DeliveryKind delivery,
        int voucherValidDays,
        String attributes,
        int version) {

    ProductType toType() {
        return new ProductType(
                code,
                new LocalizedText(nameZh, nameEn),
                categoryCode,
                delivery,
                voucherValidDays,
                Json.read(attributes, new TypeReference<List<Attribute>>() {}),
                version);
    }
}
