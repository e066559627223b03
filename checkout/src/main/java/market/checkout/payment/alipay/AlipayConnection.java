package market.checkout.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.security.Security;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one client of the SDK. Made when the engine starts, before it opens any connection that would be weaker while the
 * security property is blank.
 */
@Context
final class AlipayConnection {

    private static final Logger LOG = LoggerFactory.getLogger(AlipayConnection.class);
    private static final String GUARD = "jdk.certpath.disabledAlgorithms";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final AlipayHttp http = new AlipayHttp();
    private final AlipayClient client;
    private final boolean isByCertificate;

    AlipayConnection(AlipaySettings settings) throws AlipayApiException {
        client = open(settings, http);
        isByCertificate = settings.certificates != null;
    }

    /** Loading the SDK's class blanks a security property of the whole process: certificates would be checked less. */
    private static AlipayClient open(AlipaySettings settings, AlipayHttp http) throws AlipayApiException {
        var disabledAlgorithms = Security.getProperty(GUARD);
        try {
            // It would log every payload.
            AlipayLogger.setNeedEnableLogger(false);
            var config = new AlipayConfig();
            config.setServerUrl(settings.gatewayUrl);
            config.setAppId(settings.payee.appId());
            config.setPrivateKey(settings.appPrivateKey);
            var certificates = settings.certificates;
            if (certificates == null) {
                config.setAlipayPublicKey(settings.publicKey);
            } else {
                config.setAppCertContent(certificates.application());
                config.setAlipayPublicCertContent(certificates.institution());
                config.setRootCertContent(certificates.root());
            }
            config.setSignType("RSA2");
            config.setCharset("utf-8");
            config.setFormat("json");
            config.setCustomizedHttpClient(http);
            return new DefaultAlipayClient(config);
        } finally {
            if (disabledAlgorithms != null) {
                Security.setProperty(GUARD, disabledAlgorithms);
            }
        }
    }

    /** A signed answer, whatever it says; empty when nothing trustworthy came back. */
    <T extends AlipayResponse> Optional<T> call(AlipayRequest<T> request, String attemptNo) {
        try {
            // With certificates the SDK cannot verify what was written with escapes, and stumbles over nothing instead:
            // that is
            // caught below like any answer that cannot be trusted.
            T response = isByCertificate ? client.certificateExecute(request) : client.execute(request);
            if (response != null && isSigned(response.getBody())) {
                return Optional.of(response);
            }
            LOG.warn("alipay answer not signed method={} attempt={}", request.getApiMethodName(), attemptNo);
        } catch (AlipayApiException | RuntimeException e) {
            // Only its kind: its message may hold what was sent or signed.
            LOG.warn(
                    "alipay call failed method={} attempt={} cause={}", request.getApiMethodName(), attemptNo, kind(e));
        }
        return Optional.empty();
    }

    /** The address of a page the buyer opens; nothing is sent. */
    <T extends AlipayResponse> Optional<String> pageUrl(AlipayRequest<T> request, String attemptNo) {
        try {
            return Optional.ofNullable(client.pageExecute(request, "GET").getBody());
        } catch (AlipayApiException | RuntimeException e) {
            LOG.warn("alipay page not made attempt={} cause={}", attemptNo, kind(e));
            return Optional.empty();
        }
    }

    /** The signed text that a telephone's app hands to Alipay's; nothing is sent. */
    <T extends AlipayResponse> Optional<String> orderText(AlipayRequest<T> request, String attemptNo) {
        try {
            return Optional.ofNullable(client.sdkExecute(request).getBody());
        } catch (AlipayApiException | RuntimeException e) {
            LOG.warn("alipay order not made attempt={} cause={}", attemptNo, kind(e));
            return Optional.empty();
        }
    }

    /** A file that a signed answer named. */
    Optional<byte[]> download(String url) {
        try {
            return Optional.of(http.download(url));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("alipay file not fetched cause={}", kind(e));
            return Optional.empty();
        }
    }

    /** The SDK verifies a signature that is there, but lets failures pass without any. */
    private static boolean isSigned(String body) {
        try {
            return !JSON.readTree(body).path("sign").asText("").isBlank();
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private static String kind(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
