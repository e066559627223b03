package market.local.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under the key that the merchant and the institution share. */
final class WechatSealing {

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private WechatSealing() {}

    /** The fields in which the protocol carries something sealed. */
    static Map<String, String> seal(String plain, String associated) {
        var nonce = UUID.randomUUID().toString().substring(0, NONCE_LENGTH);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(WechatGateway.API_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.US_ASCII)));
            cipher.updateAAD(associated.getBytes(StandardCharsets.US_ASCII));
            var text = Base64.getEncoder().encodeToString(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
            return Map.of(
                    "algorithm", "AEAD_AES_256_GCM", "ciphertext", text, "nonce", nonce, "associated_data", associated);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
