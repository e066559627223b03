package market.local.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The protocol's signature, RSA2: SHA256withRSA over a text made of sorted parameters or of a JSON node. */
final class AlipaySigning {
    /** What a request signs: all but the signature. */
    static final Set<String> REQUEST = Set.of("sign");
    /** What a notification and a return to the shop sign: neither the signature nor its kind. */
    static final Set<String> NOTIFICATION = Set.of("sign", "sign_type");

    private static final String ALGORITHM = "SHA256withRSA";

    private AlipaySigning() {}

    static String text(Map<String, String> parameters, Set<String> unsigned) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(entry -> !unsigned.contains(entry.getKey()))
                        .filter(entry -> !entry.getValue().isBlank())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
    }

    static String sign(String text, PrivateKey key) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }

    static boolean verifies(String text, String sign, PublicKey key) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(sign));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** Damages a signature without changing its form. */
    static String damaged(String sign) {
        char first = sign.charAt(0) == 'A' ? 'B' : 'A';
        return first + sign.substring(1);
    }
}
