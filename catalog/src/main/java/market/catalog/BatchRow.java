package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "batch", schema = "catalog")
record BatchRow(
        @Id UUID id,
        UUID productId,
        String code,
        LocalDate producedOn,
        @Nullable LocalDate bestBefore,
        String originCode,
        String events,
        @Nullable Instant firstScannedAt,
        @Nullable String recalled) {

    Batch toBatch() {
        return new Batch(
                id,
                new ProductId(productId),
                code,
                producedOn,
                bestBefore,
                originCode,
                Json.read(events, new TypeReference<List<TraceEvent>>() {}),
                firstScannedAt,
                recalled == null ? null : Json.read(recalled, Batch.Recalled.class));
    }
}
