package market.checkout.payment.alipay;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import java.math.BigDecimal;
import java.util.Optional;
import market.checkout.payment.Payee;
import org.jspecify.annotations.Nullable;

/**
 * How Alipay is reached and believed: by its public key, or by certificates. Made when the engine starts: without any of
 * these nothing could be collected, and without a key to believe in the SDK would believe everybody.
 */
@Context
final class AlipaySettings {

    /** The contents, not the places, of the three files that Alipay hands out. */
    record Certificates(String application, String institution, String root) {}

    final String gatewayUrl;
    final Payee payee;
    final String appPrivateKey;
    /** Empty with certificates. */
    final String publicKey;

    final @Nullable Certificates certificates;
    final String notifyUrl;
    final String returnUrl;
    /** Of each payment, by the contract; empty when fees are not checked. */
    final Optional<BigDecimal> feeRate;

    AlipaySettings(
            @Value("${market.alipay.gateway-url:}") String gatewayUrl,
            @Value("${market.alipay.app-id:}") String appId,
            @Value("${market.alipay.seller-id:}") String sellerId,
            @Value("${market.alipay.app-private-key:}") String appPrivateKey,
            @Value("${market.alipay.public-key:}") String publicKey,
            @Value("${market.alipay.app-certificate:}") String appCertificate,
            @Value("${market.alipay.certificate:}") String certificate,
            @Value("${market.alipay.root-certificate:}") String rootCertificate,
            @Value("${market.alipay.fee-rate:}") String feeRate,
            AlipayAddresses addresses) {
        this.gatewayUrl = required("gateway-url", gatewayUrl);
        this.payee = new Payee(required("app-id", appId), required("seller-id", sellerId));
        this.appPrivateKey = required("app-private-key", appPrivateKey);
        var isByCertificate = !(appCertificate + certificate + rootCertificate).isBlank();
        if (isByCertificate) {
            if (!publicKey.isBlank()) {
                throw new ConfigurationException(
                        "market.alipay.public-key and certificates exclude each other: say which one to believe");
            }
            this.certificates = new Certificates(
                    required("app-certificate", appCertificate),
                    required("certificate", certificate),
                    required("root-certificate", rootCertificate));
            this.publicKey = "";
        } else {
            this.certificates = null;
            this.publicKey = required("public-key", publicKey);
        }
        this.notifyUrl = required("notify-url", addresses.notifyUrl);
        this.returnUrl = required("return-url", addresses.returnUrl);
        this.feeRate = feeRate.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(feeRate.strip()));
    }

    private static String required(String name, String value) {
        if (value.isBlank()) {
            throw new ConfigurationException(
                    "market.alipay." + name + " is missing: payments cannot be made without it");
        }
        return value.strip();
    }
}
