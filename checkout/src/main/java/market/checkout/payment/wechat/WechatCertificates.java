package market.checkout.payment.wechat;

import com.wechat.pay.java.core.certificate.CertificateDownloader;
import com.wechat.pay.java.core.certificate.CertificateProvider;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WeChat Pay's certificates: those that were set, and those it hands out, asked for when something is signed by one that is
 * not known. Each is believed while it is valid.
 */
final class WechatCertificates implements CertificateProvider {

    private static final Logger LOG = LoggerFactory.getLogger(WechatCertificates.class);
    // Whoever sends messages with invented numbers must not make us ask for each.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<String, X509Certificate> known = new ConcurrentHashMap<>();
    private final Optional<X509Certificate> root;
    private final CertificateDownloader downloader;
    private final Clock clock;
    private Instant askedAt = Instant.MIN;

    /** @param root must vouch for what is handed out; empty: that it comes sealed for us is enough, as it is for the kit */
    WechatCertificates(
            List<X509Certificate> set, Optional<X509Certificate> root, CertificateDownloader downloader, Clock clock) {
        set.forEach(each -> known.put(serial(each), each));
        this.root = root;
        this.downloader = downloader;
        this.clock = clock;
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }

    /** Null when there is none by this number that is valid now, as the kit wants it. */
    @Override
    public @Nullable X509Certificate getCertificate(String serial) {
        var found = find(serial);
        return found == null ? learn(serial) : found;
    }

    @Override
    public @Nullable X509Certificate getAvailableCertificate() {
        return known.values().stream()
                .filter(this::isValid)
                .max(Comparator.comparing(X509Certificate::getNotBefore))
                .orElse(null);
    }

    private @Nullable X509Certificate find(String serial) {
        var found = known.get(serial.toUpperCase(Locale.ROOT));
        return found == null || !isValid(found) ? null : found;
    }

    private boolean isValid(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException _) {
            return false;
        }
    }

    private boolean isVouchedFor(X509Certificate certificate) {
        try {
            if (root.isPresent()) {
                certificate.verify(root.get().getPublicKey());
            }
            return true;
        } catch (GeneralSecurityException _) {
            LOG.error("wechat certificate refused serial={}", serial(certificate));
            return false;
        }
    }

    private synchronized @Nullable X509Certificate learn(String serial) {
        if (find(serial) == null && askedAt.isBefore(clock.instant().minus(PAUSE))) {
            askedAt = clock.instant();
            try {
                downloader.download().values().stream()
                        .filter(this::isVouchedFor)
                        .forEach(each -> known.put(serial(each), each));
                LOG.info("wechat certificates fetched known={}", known.size());
            } catch (RuntimeException e) {
                LOG.warn(
                        "wechat certificates not fetched cause={}", e.getClass().getSimpleName());
            }
        }
        return find(serial);
    }
}
