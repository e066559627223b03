package market.merchants;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "merchant", schema = "merchants")
record MerchantRow(
        @Id UUID id,
        String code,
        MerchantKind kind,
        String nameZh,
        @Nullable String nameEn,
        String descriptionZh,
        @Nullable String descriptionEn,
        String regionCode,
        String licenceNumber,
        @Nullable String foodLicence,
        Standing standing,
        @Nullable String suspensionReason,
        int version) {

    static MerchantRow of(UUID id, RegisterMerchant command) {
        return new MerchantRow(
                id,
                command.code(),
                command.kind(),
                command.name().zh(),
                command.name().en(),
                command.description().zh(),
                command.description().en(),
                command.regionCode(),
                command.licenceNumber(),
                command.foodLicence(),
                Standing.ACTIVE,
                null,
                1);
    }

    Merchant toMerchant() {
        return new Merchant(
                new MerchantId(id),
                code,
                kind,
                new LocalizedText(nameZh, nameEn),
                new LocalizedText(descriptionZh, descriptionEn),
                regionCode,
                licenceNumber,
                foodLicence,
                standing,
                suspensionReason,
                version);
    }
}
