package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "category", schema = "catalog")
record CategoryRow(
        @Id String code,
        @Nullable String parent,
        String nameZh,
        @Nullable String nameEn,
        BigDecimal commissionRate,
        int position) {

    Category toCategory() {
        return new Category(code, parent, new LocalizedText(nameZh, nameEn), commissionRate, position);
    }
}
