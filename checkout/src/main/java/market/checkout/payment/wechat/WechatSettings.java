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
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import market.checkout.payment.Payee;

/**
 * How WeChat Pay is reached and believed: by its public key with the id that goes with it, or by its certificates, of which
 * it hands out new ones. Without a merchant's number WeChat Pay is not offered; with one, nothing else may be missing.
 */
@Context
@Requires(property = "market.wechat.merchant-id")
final class WechatSettings {

    private static final String CERTIFICATE = "BEGIN CERTIFICATE";

    final String gatewayUrl;
    final Payee payee;
    final String merchantSerial;
    final String privateKey;
    final String apiKey;
    /** Empty with certificates. */
    final Optional<PublicKey> publicKey;
    /** Goes with the public key. */
    final String publicKeyId;
    /** Those that are believed from the start. */
    final List<X509Certificate> certificates;
    /** Vouches for certificates that are handed out; empty: that they came sealed is enough. */
    final Optional<X509Certificate> root;

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
            @Value("${market.wechat.root-certificate:}") String rootCertificate,
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
        var isByCertificate = pem.contains(CERTIFICATE);
        try {
            this.publicKey = isByCertificate ? Optional.empty() : Optional.of(key(pem));
            this.certificates = isByCertificate ? certificates(pem) : List.of();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigurationException("market.wechat.public-key is neither a public key nor certificates", e);
        }
        this.publicKeyId = isByCertificate ? "" : required("public-key-id", publicKeyId);
        try {
            this.root = rootCertificate.isBlank()
                    ? Optional.empty()
                    : Optional.of(certificates(rootCertificate).getFirst());
        } catch (GeneralSecurityException | NoSuchElementException e) {
            throw new ConfigurationException("market.wechat.root-certificate is no certificate", e);
        }
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
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
