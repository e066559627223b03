package market.checkout.payment.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
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

    private static final Logger LOG = LoggerFactory.getLogger(WechatConnection.class);

    final NativePayService codes;
    final JsapiService inApp;
    final RefundService refunds;
    final BillDownloadService bills;
    private final WechatHttp files;
    private final Signer signer;
    private final ProviderHttp http = new ProviderHttp();
    private final NotificationParser notices;

    WechatConnection(WechatSettings settings) {
        var config = new RSAPublicKeyConfig.Builder()
                .merchantId(settings.payee.sellerId())
                .privateKey(settings.privateKey)
                .merchantSerialNumber(settings.merchantSerial)
                .publicKey(settings.publicKey)
                .publicKeyId(settings.publicKeyId)
                .apiV3Key(settings.apiKey)
                .build();
        var client = new WechatHttp(config.createCredential(), config.createValidator(), http, settings.gatewayUrl);
        codes = new NativePayService.Builder().httpClient(client).build();
        // The kit's extension, which would sign as well, wants another client and logs what it signs.
        inApp = new JsapiService.Builder().httpClient(client).build();
        signer = config.createSigner();
        refunds = new RefundService.Builder().httpClient(client).build();
        bills = new BillDownloadService.Builder()
                .httpClient(client)
                .decryptor(config.createDecryptor())
                .build();
        files = client;
        notices = new NotificationParser(config);
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
