package market.merchants;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import market.kernel.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the secrets of codes, so that a copy of the database alone lets nobody in: AES-256 in Galois counter mode, with the
 * person as further data, so that a secret moved to somebody else does not open. Sealed secrets name their key, and
 * several keys may be known: the first one seals, all of them open.
 */
@Singleton
final class CodeSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(CodeSecrets.class);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_NAME_DIGITS = 8;
    private static final char AFTER_KEY_NAME = ':';

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String currentKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param given Base64 keys of 32 bytes, separated by commas; without any, one made from the development secret, which is
     *     why production does not start without
     */
    CodeSecrets(
            @Value("${market.staff.secret-keys:}") String given,
            @Value("${market.dev.secret:techan-development}") String development) {
        var written = given.isBlank() ? developmentKey(development) : given;
        for (var each : written.split(",", -1)) {
            var key = Base64.getDecoder().decode(each.strip());
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A key has " + KEY_BYTES + " bytes, not " + key.length);
            }
            keys.put(Digests.sha256Hex(key).substring(0, KEY_NAME_DIGITS), new SecretKeySpec(key, "AES"));
        }
        currentKey = keys.keySet().iterator().next();
    }

    private static String developmentKey(String secret) {
        var digest = Digests.sha256Hex("staff secrets " + secret);
        return Base64.getEncoder().encodeToString(digest.substring(0, KEY_BYTES).getBytes(StandardCharsets.US_ASCII));
    }

    /** What a secret begins with that is sealed with today's key. */
    String currentPrefix() {
        return currentKey + AFTER_KEY_NAME;
    }

    String seal(UUID person, byte[] secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, currentKey, nonce, person);
            var sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(secret.length))
                    .put(nonce)
                    .put(cipher.doFinal(secret))
                    .array();
            return currentPrefix() + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when its key is not known or it was not sealed for this person. */
    Optional<byte[]> open(UUID person, String sealed) {
        var end = sealed.indexOf(AFTER_KEY_NAME);
        if (end < 0) {
            // From before secrets were sealed.
            return Optional.of(Base64.getDecoder().decode(sealed));
        }
        var key = sealed.substring(0, end);
        if (!keys.containsKey(key)) {
            LOG.error("secret of codes cannot be opened staff={} key={} cause=unknown key", person, key);
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(sealed.substring(end + 1));
            var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES), person);
            return Optional.of(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.error(
                    "secret of codes cannot be opened staff={} key={} cause={}",
                    person,
                    key,
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String key, byte[] nonce, UUID person) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(person.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
