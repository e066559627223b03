package market.catalog;

import java.time.LocalDate;
import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/** Registers a merchant's certificate for some of its products, found by kind and number. */
public record RegisterCertificate(
        MerchantId merchant,
        CertificateKind kind,
        String number,
        LocalizedText name,
        String issuer,
        String holder,
        LocalDate validFrom,
        LocalDate validTo,
        List<ProductId> products) {}
