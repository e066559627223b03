package market.checkout.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.domain.AlipayOpenAppAlipaycertDownloadModel;
import com.alipay.api.internal.util.AntCertificationUtil;
import com.alipay.api.request.AlipayOpenAppAlipaycertDownloadRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whose signature is believed. A new certificate of Alipay's is fetched once, and believed if the root vouches for it. */
@Singleton
final class AlipayTrust {

    // Anybody can name a certificate in a message that is not verified yet: that must not become calls.
    private static final Duration BETWEEN_DOWNLOADS = Duration.ofMinutes(1);

    private final AlipaySettings settings;
    private final AlipayConnection connection;
    private final Clock clock;
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private Instant nextDownload = Instant.EPOCH;

    AlipayTrust(AlipaySettings settings, AlipayConnection connection, Clock clock) throws AlipayApiException {
        this.settings = settings;
        this.connection = connection;
        this.clock = clock;
        var certificates = settings.certificates;
        if (certificates != null) {
            remember(certificates.institution());
        }
    }

    private void remember(String certificate) throws AlipayApiException {
        var read = AntCertificationUtil.getCertFromContent(certificate);
        keys.put(
                AntCertificationUtil.getCertSN(read),
                Base64.getEncoder().encodeToString(read.getPublicKey().getEncoded()));
    }

    /** Base64, as the SDK wants it. */
    String publicKey(@Nullable String certificateNumber) throws AlipayApiException {
        var certificates = settings.certificates;
        if (certificates == null) {
            return settings.publicKey;
        }
        var number = certificateNumber == null
                ? AntCertificationUtil.getCertSN(AntCertificationUtil.getCertFromContent(certificates.institution()))
                : certificateNumber;
        if (!keys.containsKey(number) && mayDownload()) {
            download(number, certificates.root());
        }
        var key = keys.get(number);
        if (key == null) {
            throw new AlipayApiException("Signed with a certificate that is not known");
        }
        return key;
    }

    private synchronized boolean mayDownload() {
        var now = clock.instant();
        if (now.isBefore(nextDownload)) {
            return false;
        }
        nextDownload = now.plus(BETWEEN_DOWNLOADS);
        return true;
    }

    private void download(String number, String root) throws AlipayApiException {
        var model = new AlipayOpenAppAlipaycertDownloadModel();
        model.setAlipayCertSn(number);
        var request = new AlipayOpenAppAlipaycertDownloadRequest();
        request.setBizModel(model);
        var answer = connection.call(request, "certificate");
        var content = answer.filter(each -> AlipayProvider.SUCCESS.equals(each.getCode()))
                .map(each -> each.getAlipayCertContent());
        if (content.isPresent()) {
            var certificate = new String(Base64.getDecoder().decode(content.get()), StandardCharsets.UTF_8);
            if (AntCertificationUtil.isTrusted(certificate, root)) {
                remember(certificate);
            }
        }
    }
}
