package market.catalog;

import java.time.LocalDate;
import java.util.UUID;
import market.kernel.LocalizedText;

/** A document that proves something about goods; shown as a badge only while it is valid. */
public record Certificate(
        UUID id,
        String kindCode,
        LocalizedText kindName,
        String number,
        LocalizedText name,
        String issuer,
        String holder,
        LocalDate validFrom,
        LocalDate validTo) {

    public CertificateKind kind() {
        return CertificateKind.of(kindCode);
    }

    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && !day.isAfter(validTo);
    }
}
