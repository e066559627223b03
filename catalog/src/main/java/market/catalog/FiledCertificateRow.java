package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "certificate", schema = "catalog")
record FiledCertificateRow(
        @Id UUID id,
        UUID merchantId,
        String kind,
        String kindZh,
        @Nullable String kindEn,
        String number,
        String nameZh,
        @Nullable String nameEn,
        String issuer,
        String holder,
        LocalDate validFrom,
        LocalDate validTo,
        CertificateState state,
        String scope,
        @Nullable UUID documentId,
        @Nullable String batchCode,
        @Nullable Long quotaGrams,
        long usedGrams,
        @Nullable String reason,
        int version,
        String products) {

    FiledCertificate toFiled() {
        var certificate = new Certificate(
                id,
                kind,
                new LocalizedText(kindZh, kindEn),
                number,
                new LocalizedText(nameZh, nameEn),
                issuer,
                holder,
                validFrom,
                validTo);
        return new FiledCertificate(
                certificate,
                new MerchantId(merchantId),
                state,
                scope,
                documentId,
                batchCode,
                quotaGrams,
                usedGrams,
                reason,
                Json.read(products, new TypeReference<List<UUID>>() {}).stream()
                        .map(ProductId::new)
                        .toList(),
                version);
    }
}
