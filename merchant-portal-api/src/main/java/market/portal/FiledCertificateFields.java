package market.portal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Supplier;
import market.catalog.CertificateKinds;
import market.catalog.FiledCertificate;
import market.graphql.Wiring;
import market.kernel.GlobalId;

/** Fields of certificates that merchants and the operator see alike. Public for the packages of both surfaces. */
public final class FiledCertificateFields {

    private static final String TYPE = "Certificate";

    private FiledCertificateFields() {}

    public static void register(Wiring wiring, CertificateKinds kinds, Supplier<LocalDate> today) {
        wiring.field(
                        TYPE,
                        FiledCertificate.class,
                        "id",
                        (filed, _) -> GlobalId.of("crt", filed.certificate().id()))
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "kind",
                        (filed, _) -> kinds.find(filed.certificate().kindCode()).orElseThrow())
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "number",
                        (filed, _) -> filed.certificate().number())
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "name",
                        (filed, call) -> filed.certificate().name().in(call.language()))
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "issuer",
                        (filed, _) -> filed.certificate().issuer())
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "holder",
                        (filed, _) -> filed.certificate().holder())
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "validFrom",
                        (filed, _) -> filed.certificate().validFrom())
                .field(
                        TYPE,
                        FiledCertificate.class,
                        "validTo",
                        (filed, _) -> filed.certificate().validTo())
                .field(TYPE, FiledCertificate.class, "counts", (filed, _) -> filed.countsOn(today.get()))
                .field(TYPE, FiledCertificate.class, "quotaGrams", (filed, _) -> {
                    var quota = filed.quotaGrams();
                    return quota == null ? null : BigDecimal.valueOf(quota);
                })
                .field(TYPE, FiledCertificate.class, "usedGrams", (filed, _) -> BigDecimal.valueOf(filed.usedGrams()));
    }
}
