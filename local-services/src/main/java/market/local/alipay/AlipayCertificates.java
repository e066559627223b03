package market.local.alipay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import market.local.DerCertificate;

/**
 * The same keys, vouched for by a root of the gateway's own. The institution's certificate can be replaced while it runs, as
 * the real one's is every few years.
 */
final class AlipayCertificates {

    private static final String ROOT = "CN=Local Root, O=Local Institution, C=CN";
    private static final Duration LIFETIME = Duration.ofDays(3650);

    /** The institution's key with its certificate. */
    private record Current(KeyPair keys, X509Certificate certificate) {}

    private final Clock clock;
    private final KeyPair rootKeys;
    private final X509Certificate root;
    private final X509Certificate application;
    private final Map<String, X509Certificate> issued = new ConcurrentHashMap<>();
    private volatile Current current;

    AlipayCertificates(AlipayKeys keys, Clock clock) {
        this.clock = clock;
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            rootKeys = generator.generateKeyPair();
            root = certificate(1, ROOT, rootKeys);
            application = certificate(2, "CN=" + AlipayGateway.APP_ID + ", O=Shop, C=CN", keys.application());
            current = issue(3, keys.institution());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The gateway's certificates cannot be made", e);
        }
    }

    private X509Certificate certificate(int number, String subject, KeyPair keys) throws GeneralSecurityException {
        var from = clock.instant().minus(Duration.ofDays(1));
        return DerCertificate.make(
                BigInteger.valueOf(number),
                subject,
                keys.getPublic(),
                ROOT,
                rootKeys.getPrivate(),
                from,
                from.plus(LIFETIME));
    }

    private Current issue(int number, KeyPair keys) throws GeneralSecurityException {
        var certificate = certificate(number, "CN=Local Institution, O=Local Institution, C=CN", keys);
        issued.put(number(certificate), certificate);
        return new Current(keys, certificate);
    }

    /** From now on the institution signs with another key, under another certificate of the same root. */
    void rotate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            current = issue(3 + issued.size(), generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The gateway's certificate cannot be replaced", e);
        }
    }

    PrivateKey key() {
        return current.keys.getPrivate();
    }

    String number() {
        return numberOf(current.certificate);
    }

    String rootNumber() {
        return numberOf(root);
    }

    String applicationNumber() {
        return numberOf(application);
    }

    private static String numberOf(X509Certificate certificate) {
        try {
            return number(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the protocol names a certificate: by its issuer and number. */
    private static String number(X509Certificate certificate) throws GeneralSecurityException {
        var text = certificate.getIssuerX500Principal().getName() + certificate.getSerialNumber();
        var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return "%032x".formatted(new BigInteger(1, digest));
    }

    String rootPem() {
        return pem(root);
    }

    String applicationPem() {
        return pem(application);
    }

    String institutionPem() {
        return pem(current.certificate);
    }

    /** Empty when it never was the institution's. */
    String pemOf(String number) {
        var certificate = issued.get(number);
        return certificate == null ? "" : pem(certificate);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return DerCertificate.pem(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
