package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** @param reviewedTo the last product that a running review has looked at; null when none is running */
@MappedEntity(value = "pavilion", schema = "catalog")
record PavilionRow(
        @Id UUID id,
        String handle,
        String nameZh,
        @Nullable String nameEn,
        String descriptionZh,
        @Nullable String descriptionEn,
        String regionCode,
        String rules,
        PavilionOrder ruleOrder,
        int version,
        int review,
        @Nullable UUID reviewedTo) {

    Pavilion toPavilion() {
        return new Pavilion(
                id,
                handle,
                new LocalizedText(nameZh, nameEn),
                new LocalizedText(descriptionZh, descriptionEn),
                regionCode,
                Json.read(rules, new TypeReference<List<PavilionRule>>() {}),
                ruleOrder,
                version,
                reviewedTo != null);
    }
}
