package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "pavilion", schema = "catalog")
record PavilionRow(
        @Id UUID id,
        String handle,
        String nameZh,
        @Nullable String nameEn,
        String descriptionZh,
        @Nullable String descriptionEn,
        String regionCode) {

    Pavilion toPavilion() {
        return new Pavilion(
                id,
                handle,
                new LocalizedText(nameZh, nameEn),
                new LocalizedText(descriptionZh, descriptionEn),
                regionCode);
    }
}
