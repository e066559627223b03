package market.catalog;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "certificate_kind", schema = "catalog")
record CertificateKindRow(
        @Id String code,
        String nameZh,
        @Nullable String nameEn,
        String numberForm,
        String example,
        int warnDays,
        boolean hasQuota,
        boolean needsBatch,
        int version) {

    static CertificateKindRow of(CertificateForm form) {
        return new CertificateKindRow(
                form.code(),
                form.name().zh(),
                form.name().en(),
                form.numberForm(),
                form.example(),
                form.warnDays(),
                form.hasQuota(),
                form.needsBatch(),
                form.version());
    }

    CertificateForm toForm() {
        return new CertificateForm(
                code, new LocalizedText(nameZh, nameEn), numberForm, example, warnDays, hasQuota, needsBatch, version);
    }
}
