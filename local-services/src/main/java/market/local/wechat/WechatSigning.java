package market.local.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** SHA256withRSA over a time, a number used once and the body, each on a line of its own. */
final class WechatSigning {

    /** A key, and the name by which whoever verifies knows it. */
    record Named(KeyPair keys, String serial) {}

    private volatile Named current;

    WechatSigning(Named first) {
        this.current = first;
    }

    /** From now on everything is signed by another key. */
    void change(Named next) {
        current = next;
    }

    /** The protocol's headers over a body. Their time is the machine's: the provider's kit compares it with its own. */
    Map<String, String> headers(String body) {
        var time =
                Long.toString(Instant.ofEpochMilli(System.currentTimeMillis()).getEpochSecond());
        var nonce = UUID.randomUUID().toString().replace("-", "");
        var signer = current;
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.keys.getPrivate());
            signature.update((time + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
            return Map.of(
                    "Wechatpay-Timestamp",
                    time,
                    "Wechatpay-Nonce",
                    nonce,
                    "Wechatpay-Signature",
                    Base64.getEncoder().encodeToString(signature.sign()),
                    "Wechatpay-Signature-Type",
                    "WECHATPAY2-SHA256-RSA2048",
                    "Wechatpay-Serial",
                    signer.serial);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }

    static boolean verifies(String text, String sign, PublicKey key) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(sign));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
