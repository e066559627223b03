package market.checkout.payment.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.certificate.CertificateDownloader;
import com.wechat.pay.java.core.certificate.CertificateHandler;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.cipher.RSAPrivacyDecryptor;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.core.util.PemUtil;
import com.wechat.pay.java.service.billdownload.BillDownloadService;
import com.wechat.pay.java.service.payments.jsapi.JsapiService;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.refund.RefundService;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import market.checkout.payment.ProviderHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kit's services, made once, all over one bounded client. */
@Singleton
@Requires(beans = WechatSettings.class)
final class WechatConnection {

    /** What a call came to. */
    sealed interface Answer<T> {

        record Given<T>(T value) implements Answer<T> {}

        /** A signed refusal. */
        record Refused<T>(String code) implements Answer<T> {}

        /** Nothing trustworthy came back. */
        record Nothing<T>() implements Answer<T> {}
    }

    /** The only kind of signature that is believed. */
    static final String SIGNATURE = "WECHATPAY2-SHA256-RSA2048";

    private static final Logger LOG = LoggerFactory.getLogger(WechatConnection.class);
    private static final String SEALING = "AEAD_AES_256_GCM";

    final NativePayService codes;
    final JsapiService inApp;
    final RefundService refunds;
    final BillDownloadService bills;
    private final WechatHttp files;
    private final Signer signer;
    private final Credential credential;
    private final String gatewayUrl;
    private final ProviderHttp http = new ProviderHttp();
    private final NotificationParser notices;

    WechatConnection(WechatSettings settings, Clock clock) {
        var key = PemUtil.loadPrivateKeyFromString(settings.privateKey);
        signer = new RSASigner(settings.merchantSerial, key);
        credential = new WechatPay2Credential(settings.payee.sellerId(), signer);
        gatewayUrl = settings.gatewayUrl;
        var cipher = new AeadAesCipher(settings.apiKey.getBytes(StandardCharsets.UTF_8));
        var verifier = settings.publicKey
                .map(each -> new RSAVerifier(each, settings.publicKeyId))
                .orElseGet(() -> new RSAVerifier(
                        new WechatCertificates(settings.certificates, settings.root, downloader(cipher), clock)));
        var client = client(new WechatPay2Validator(verifier));
        codes = new NativePayService.Builder().httpClient(client).build();
        // The kit's extension, which would sign as well, wants another client and logs what it signs.
        inApp = new JsapiService.Builder().httpClient(client).build();
        refunds = new RefundService.Builder().httpClient(client).build();
        bills = new BillDownloadService.Builder()
                .httpClient(client)
                .decryptor(new RSAPrivacyDecryptor(key))
                .build();
        files = client;
        notices = new NotificationParser(Map.of(SIGNATURE, verifier), Map.of(SEALING, cipher));
    }

    private WechatHttp client(Validator validator) {
        return new WechatHttp(credential, validator, http, gatewayUrl);
    }

    /** What certificates are told by cannot be verified by them; they are sealed with the key only WeChat Pay has, too. */
    private CertificateDownloader downloader(AeadCipher cipher) {
        return new CertificateDownloader.Builder()
                .downloadUrl(gatewayUrl + "/v3/certificates")
                .httpClient(client(new SealedOnly()))
                .aeadCipher(cipher)
                .certificateHandler(new AnyCertificate())
                .build();
    }

    /** The kit asks its handler nothing but to read; which of them are believed is not decided here. */
    private static final class AnyCertificate implements CertificateHandler {

        @Override
        public X509Certificate generateCertificate(String pem) {
            return PemUtil.loadX509FromString(pem);
        }

        @Override
        public void validateCertPath(X509Certificate certificate) {
            // See WechatCertificates.
        }
    }

    private static final class SealedOnly implements Validator {

        @Override
        public <T> boolean validate(HttpHeaders headers, String body) {
            return true;
        }

        @Override
        public <T> String getSerialNumber() {
            return "";
        }
    }

    /** Only the kind of a fault is written down: its text may hold what was sent. */
    <T> Answer<T> call(String deed, String number, Supplier<T> call) {
        try {
            return new Answer.Given<>(call.get());
        } catch (ServiceException e) {
            // Only signed refusals come so far; those of a server in trouble decide nothing.
            return e.getHttpStatusCode() >= 500 || e.getErrorCode() == null
                    ? new Answer.Nothing<>()
                    : new Answer.Refused<>(e.getErrorCode());
        } catch (RuntimeException e) {
            LOG.warn(
                    "wechat call failed deed={} number={} cause={}",
                    deed,
                    number,
                    e.getClass().getSimpleName());
            return new Answer.Nothing<>();
        }
    }

    /** A file whose address and sum a signed answer told. */
    byte[] download(String url) {
        try (var file = files.download(url)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For what a page hands to the app. */
    String sign(String text) {
        return signer.sign(text).getSign();
    }

    /** Empty when the signature or the secret part does not hold. */
    Optional<Transaction> read(RequestParam message) {
        try {
            return Optional.of(notices.parse(message, Transaction.class));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
