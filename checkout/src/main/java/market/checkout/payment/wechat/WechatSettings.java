package market.checkout.payment.wechat;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import market.checkout.payment.Payee;

/**
 * How WeChat Pay is reached and believed: by its public key with the id that goes with it, or by its certificate, which has a
 * number of its own. Without a merchant's number WeChat Pay is not offered; with one, nothing else may be missing.
 */
@Context
@Requires(property = "market.wechat.merchant-id")
final class WechatSettings {

    final String gatewayUrl;
    final Payee payee;
    final String merchantSerial;
    final String privateKey;
    final String apiKey;
    final PublicKey publicKey;
    final String publicKeyId;
    final String notifyUrl;
    /** Of each payment, by the contract; empty when fees are not checked. */
    final Optional<BigDecimal> feeRate;

    WechatSettings(
            @Value("${market.wechat.gateway-url:`https://api.mch.weixin.qq.com`}") String gatewayUrl,
            @Value("${market.wechat.merchant-id:}") String merchantId,
            @Value("${market.wechat.app-id:}") String appId,
            @Value("${market.wechat.merchant-serial:}") String merchantSerial,
            @Value("${market.wechat.private-key:}") String privateKey,
            @Value("${market.wechat.api-key:}") String apiKey,
            @Value("${market.wechat.public-key:}") String publicKey,
            @Value("${market.wechat.public-key-id:}") String publicKeyId,
            @Value("${market.wechat.notify-url:}") String notifyUrl,
            @Value("${market.wechat.fee-rate:}") String feeRate,
            @Value("${market.public-url:}") String publicUrl) {
        this.gatewayUrl = required("gateway-url", gatewayUrl);
        this.payee = new Payee(required("app-id", appId), required("merchant-id", merchantId));
        this.merchantSerial = required("merchant-serial", merchantSerial);
        this.privateKey = required("private-key", privateKey);
        this.apiKey = required("api-key", apiKey);
        this.notifyUrl = required("notify-url", orBelow(publicUrl, notifyUrl));
        this.feeRate = feeRate.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(feeRate.strip()));
        var pem = required("public-key", publicKey);
        try {
            if (pem.contains("BEGIN CERTIFICATE")) {
                var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
                this.publicKey = certificate.getPublicKey();
                this.publicKeyId = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
            } else {
                this.publicKey = key(pem);
                this.publicKeyId = required("public-key-id", publicKeyId);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigurationException("market.wechat.public-key is neither a public key nor a certificate", e);
        }
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
    }

    private static String orBelow(String publicUrl, String url) {
        return url.isBlank() && !publicUrl.isBlank() ? publicUrl.strip().replaceAll("/+$", "") + "/wechat/notify" : url;
    }

    private static String required(String name, String value) {
        if (value.isBlank()) {
            throw new ConfigurationException(
                    "market.wechat." + name + " is missing: payments by WeChat cannot be made without it");
        }
        return value.strip();
    }
}
