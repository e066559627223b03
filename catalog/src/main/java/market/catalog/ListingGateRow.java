package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "listing_gate", schema = "catalog")
record ListingGateRow(
        @Id String code,
        String categoryCode,
        ListingGate.Kind kind,
        String certificateKinds,
        @Nullable String numberAttribute,
        String attributes,
        String reasonZh,
        @Nullable String reasonEn,
        LocalDate effectiveFrom,
        int version,
        @Nullable UUID changedBy) {

    static ListingGateRow of(ListingGate gate, @Nullable UUID person) {
        return new ListingGateRow(
                gate.code(),
                gate.categoryCode(),
                gate.kind(),
                Json.write(gate.certificateKinds()),
                gate.numberAttribute(),
                Json.write(gate.attributes()),
                gate.reason().zh(),
                gate.reason().en(),
                gate.effectiveFrom(),
                gate.version(),
                person);
    }

    ListingGate toGate() {
        return new ListingGate(
                code,
                categoryCode,
                kind,
                Json.read(certificateKinds, new TypeReference<List<String>>() {}),
                numberAttribute,
                Json.read(attributes, new TypeReference<List<ListingGate.Demand>>() {}),
                new LocalizedText(reasonZh, reasonEn),
                effectiveFrom,
                version);
    }
}
