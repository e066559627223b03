package market.merchants;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A person with the own access; the password is null while there is none.
 *
 * @param totpSecret as {@link CodeSecrets} sealed it
 */
@MappedEntity(value = "staff_access", schema = "merchants")
record StaffAccessRow(
        @Id UUID id,
        @Nullable UUID merchantId,
        @Nullable String pavilion,
        String phone,
        String name,
        StaffRole role,
        @Nullable String passwordHash,
        @Nullable String totpSecret,
        boolean isTotpOn) {

    StaffMember toPerson() {
        return new StaffMember(id, merchantId == null ? null : new MerchantId(merchantId), pavilion, phone, name, role);
    }
}
