package market.catalog;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices certificates that lapse, warns ahead of it, and judges all guarded goods every night. Every copy of the engine does
 * it; the second finds nothing to do.
 */
@Singleton
class TendProofs {

    private static final Logger LOG = LoggerFactory.getLogger(TendProofs.class);

    private final Round round;
    private final ListingGates gates;

    TendProofs(Round round, ListingGates gates) {
        this.round = round;
        this.gates = gates;
    }

    @Scheduled(fixedDelay = "${market.catalog.proofs-interval:500ms}", initialDelay = "1s")
    void tend() {
        try {
            round.due().forEach(round::lapse);
            round.dueToWarn().forEach(round::warn);
        } catch (RuntimeException e) {
            LOG.warn("Certificates could not be looked through; trying again at the next round: {}", e.getMessage());
        }
    }

    @Scheduled(cron = "0 15 2 * * *", zoneId = "Asia/Shanghai")
    void judgeAll() {
        try {
            gates.reviewAll();
        } catch (RuntimeException e) {
            LOG.warn("Listed goods could not be judged; trying again the next night", e);
        }
    }

    /** One certificate is one transaction. */
    @Singleton
    static class Round {

        private static final int CERTIFICATES_MAX = 200;

        private final CertificateRepository repository;
        private final CertificateWriter writer;
        private final ProductWriter products;
        private final ListingGates gates;
        private final Notices notices;
        private final Clock clock;

        Round(
                CertificateRepository repository,
                CertificateWriter writer,
                ProductWriter products,
                ListingGates gates,
                Notices notices,
                Clock clock) {
            this.repository = repository;
            this.writer = writer;
            this.products = products;
            this.gates = gates;
            this.notices = notices;
            this.clock = clock;
        }

        List<UUID> due() {
            return repository.toLapse(TradeDay.today(clock), CERTIFICATES_MAX);
        }

        List<UUID> dueToWarn() {
            return repository.toWarn(TradeDay.today(clock), CERTIFICATES_MAX);
        }

        /** The badge goes, and so do goods that may not be sold without it. */
        @Transactional
        public void lapse(UUID id) {
            if (repository.lapse(id, clock.instant(), TradeDay.today(clock)) == 0) {
                return;
            }
            var filed = repository.findById(id).orElseThrow().toFiled();
            var covered = writer.covered(id);
            covered.forEach(product -> products.touch(product, filed.merchant()));
            gates.review(covered);
            gates.reviewLicensed(filed.merchant());
            var number = filed.certificate().number();
            notices.tell(
                    filed.merchant(),
                    Notice.Kind.CERTIFICATE_LAPSED,
                    number,
                    new LocalizedText("证书 " + number + " 已过期", "The certificate " + number + " has lapsed"));
            LOG.atInfo().addKeyValue("certificate", id).log("certificate lapsed");
        }

        @Transactional
        public void warn(UUID id) {
            if (repository.warn(id, clock.instant()) == 0) {
                return;
            }
            var filed = repository.findById(id).orElseThrow().toFiled();
            var number = filed.certificate().number();
            var last = filed.certificate().validTo();
            notices.tell(
                    filed.merchant(),
                    Notice.Kind.CERTIFICATE_LAPSING,
                    number,
                    new LocalizedText(
                            "证书 " + number + " 将于 " + last + " 到期，届时依赖它的商品将下架",
                            "The certificate " + number + " lapses after " + last
                                    + "; goods that hang on it will go off the shelf"));
        }
    }
}
