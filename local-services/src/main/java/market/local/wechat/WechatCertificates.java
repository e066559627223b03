package market.local.wechat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import market.local.DerCertificate;

/** The institution's certificates, vouched for by a root of the stand-in's own; the last one is signed with. */
final class WechatCertificates {

    private static final Duration LIFETIME = Duration.ofDays(3650);
    private static final String ROOT = "CN=Local Root, O=Local Institution, C=CN";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");
    private static final String ASSOCIATED = "certificate";

    private final Clock clock;
    private final KeyPair rootKeys = WechatGateway.keys();
    private final X509Certificate root;
    private final List<X509Certificate> issued = new CopyOnWriteArrayList<>();

    WechatCertificates(Clock clock) {
        this.clock = clock;
        root = certificate(BigInteger.ONE, ROOT, rootKeys, rootKeys, LIFETIME);
    }

    /** A certificate for a key, for so long from yesterday on; its serial number. */
    String issue(KeyPair keys, Duration lifetime) {
        return issue(keys, rootKeys, lifetime);
    }

    /** One that the root does not vouch for, though it is handed out with the others until the next is issued. */
    String issueFalse(KeyPair keys) {
        return issue(keys, WechatGateway.keys(), LIFETIME);
    }

    private String issue(KeyPair keys, KeyPair issuer, Duration lifetime) {
        var number = new BigInteger(120, new SecureRandom()).setBit(119);
        var certificate =
                certificate(number, "CN=Local Institution, O=Local Institution, C=CN", keys, issuer, lifetime);
        issued.removeIf(this::isFalse);
        issued.add(certificate);
        return serial(certificate);
    }

    private boolean isFalse(X509Certificate certificate) {
        try {
            certificate.verify(root.getPublicKey());
            return false;
        } catch (GeneralSecurityException _) {
            return true;
        }
    }

    private X509Certificate certificate(
            BigInteger number, String subject, KeyPair keys, KeyPair issuer, Duration lifetime) {
        var from = clock.instant().minus(Duration.ofDays(1));
        try {
            return DerCertificate.make(
                    number, subject, keys.getPublic(), ROOT, issuer.getPrivate(), from, from.plus(lifetime));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The gateway's certificates cannot be made", e);
        }
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }

    String rootPem() {
        return pem(root);
    }

    String pem() {
        return pem(issued.getLast());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return DerCertificate.pem(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code /v3/certificates} says: all of them, each sealed for the merchant. */
    Map<String, Object> listing() {
        return Map.of(
                "data",
                issued.stream()
                        .map(each -> Map.of(
                                "serial_no",
                                serial(each),
                                "effective_time",
                                TIME.format(each.getNotBefore().toInstant().atOffset(ZoneOffset.ofHours(8))),
                                "expire_time",
                                TIME.format(each.getNotAfter().toInstant().atOffset(ZoneOffset.ofHours(8))),
                                "encrypt_certificate",
                                WechatSealing.seal(pem(each), ASSOCIATED)))
                        .toList());
    }
}
