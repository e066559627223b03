package market.catalog;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** All that can be said against a certificate before the operator looks at it. */
@Singleton
class CertificateRules {

    private static final long YEARS_MAX = 50;

    private final CertificateKinds kinds;
    private final CertificateWriter writer;
    private final Batches batches;
    private final Clock clock;

    CertificateRules(CertificateKinds kinds, CertificateWriter writer, Batches batches, Clock clock) {
        this.kinds = kinds;
        this.writer = writer;
        this.batches = batches;
        this.clock = clock;
    }

    List<TypeFault> faults(SubmitCertificate command) {
        var faults = new ArrayList<TypeFault>();
        kinds.find(command.kindCode())
                .ifPresentOrElse(
                        form -> check(command, form, faults),
                        () -> faults.add(new TypeFault("kindCode", "没有这种证书", "there is no such kind of certificates")));
        if (command.validTo().isBefore(command.validFrom())) {
            faults.add(new TypeFault("validTo", "不能早于 validFrom", "must not be before validFrom"));
        } else if (ChronoUnit.YEARS.between(command.validFrom(), command.validTo()) >= YEARS_MAX) {
            faults.add(new TypeFault(
                    "validTo",
                    "与 validFrom 相距须在 " + YEARS_MAX + " 年以内",
                    "must be within " + YEARS_MAX + " years of validFrom"));
        } else if (command.validTo().isBefore(TradeDay.today(clock))) {
            faults.add(new TypeFault("validTo", "已经过期", "has passed already"));
        }
        if (!writer.areGoodsOf(command.merchant(), command.products())) {
            faults.add(new TypeFault("productIds", "必须是您自己的商品", "must be goods of yours"));
        }
        return faults;
    }

    private void check(SubmitCertificate command, CertificateForm form, List<TypeFault> faults) {
        if (!form.fits(command.number())) {
            faults.add(new TypeFault("number", "格式须如 " + form.example(), "must look like " + form.example()));
        }
        var quota = command.quotaGrams();
        if (form.hasQuota() ? quota != null && quota <= 0 : quota != null) {
            faults.add(new TypeFault(
                    "quotaGrams",
                    form.hasQuota() ? "必须大于零" : "这种证书没有额度",
                    form.hasQuota() ? "must be more than zero" : "this kind has no quota"));
        }
        var batch = command.batchCode();
        if (form.needsBatch() != (batch != null)) {
            faults.add(new TypeFault(
                    "batchCode",
                    form.needsBatch() ? "这种证书须对应一个批次" : "这种证书不对应单个批次",
                    form.needsBatch() ? "this kind is for one batch" : "this kind is for all batches"));
        } else if (batch != null && !isBatchOf(batch, command)) {
            faults.add(new TypeFault("batchCode", "必须是所列商品的批次", "must be a batch of one of the goods"));
        }
    }

    private boolean isBatchOf(String code, SubmitCertificate command) {
        var batch = batches.findByCodes(List.of(code)).get(code);
        return batch != null && command.products().contains(batch.productId());
    }
}
