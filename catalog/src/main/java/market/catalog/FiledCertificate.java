package market.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with all that its merchant and the operator know of it.
 *
 * @param scope what it covers, in the words of the document
 * @param document an uploaded file; null when none was given
 * @param batchCode the one batch it speaks of; null when it speaks of all
 * @param quotaGrams how much may be sold under it; null when that is not limited
 * @param reason why it was rejected or revoked
 * @param products the goods it covers
 */
public record FiledCertificate(
        Certificate certificate,
        MerchantId merchant,
        CertificateState state,
        String scope,
        @Nullable UUID document,
        @Nullable String batchCode,
        @Nullable Long quotaGrams,
        long usedGrams,
        @Nullable String reason,
        List<ProductId> products,
        int version) {

    public FiledCertificate {
        products = List.copyOf(products);
    }

    /** Whether goods may rely on it on a day. */
    public boolean countsOn(LocalDate day) {
        return state == CertificateState.VERIFIED && certificate.isValidOn(day) && !isUsedUp();
    }

    public boolean isUsedUp() {
        return quotaGrams != null && usedGrams >= quotaGrams;
    }
}
