package market.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant submits a certificate, found by kind and number, for the operator to verify.
 *
 * @param products all goods it shall cover
 * @param expectedVersion 0 for one that shall be new
 */
public record SubmitCertificate(
        MerchantId merchant,
        String kindCode,
        String number,
        LocalizedText name,
        String issuer,
        String holder,
        String scope,
        LocalDate validFrom,
        LocalDate validTo,
        List<ProductId> products,
        @Nullable UUID document,
        @Nullable String batchCode,
        @Nullable Long quotaGrams,
        int expectedVersion) {

    public SubmitCertificate {
        products = products.stream().distinct().toList();
    }
}
