package market.merchants;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords with Argon2id, written with their parameters. So few are computed at once that a flood of sign-ins
 * takes neither the processors nor the memory from everybody else.
 */
@Singleton
final class Passwords {

    private static final Pattern SHAPE =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(1);

    /** What became of a comparison. */
    enum Verdict {
        RIGHT,
        /** Right, and its hash was made with weaker parameters than those of today. */
        RIGHT_BUT_WEAK,
        WRONG,
        /** Too many at once: nothing was compared. */
        BUSY
    }

    private record Parameters(int memoryKib, int passes, int lanes) {

        boolean areWeakerThan(Parameters other) {
            return memoryKib < other.memoryKib || passes < other.passes;
        }
    }

    private final Parameters current;
    private final Semaphore turns;
    private final SecureRandom random = new SecureRandom();
    // Nobody's password: whoever is unknown is compared with it, so that it takes as long as for those who are known.
    private final String nobodys;

    /**
     * @param atOnce how many are computed at the same moment; 0 for half of the processors
     */
    Passwords(
            @Value("${market.staff.password-memory-kib:19456}") int memoryKib,
            @Value("${market.staff.password-passes:2}") int passes,
            @Value("${market.staff.password-at-once:0}") int atOnce) {
        current = new Parameters(memoryKib, passes, 1);
        var half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        turns = new Semaphore(atOnce > 0 ? atOnce : half, true);
        nobodys = write(current, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    /** Empty when too many are computed at this moment. */
    Optional<String> hash(String password) {
        var salt = bytes(SALT_BYTES);
        var hash = inTurn(password, current, salt);
        return hash == null ? Optional.empty() : Optional.of(write(current, salt, hash));
    }

    /**
     * @param known null for whoever has no password; compared all the same
     */
    Verdict verify(String password, @Nullable String known) {
        var parts = SHAPE.matcher(known == null ? nobodys : known);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored hash cannot be read");
        }
        var parameters = new Parameters(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        var decoder = Base64.getDecoder();
        var hash = inTurn(password, parameters, decoder.decode(parts.group(4)));
        if (hash == null) {
            return Verdict.BUSY;
        }
        if (!MessageDigest.isEqual(hash, decoder.decode(parts.group(5))) || known == null) {
            return Verdict.WRONG;
        }
        return parameters.areWeakerThan(current) ? Verdict.RIGHT_BUT_WEAK : Verdict.RIGHT;
    }

    private byte @Nullable [] inTurn(String password, Parameters parameters, byte[] salt) {
        try {
            if (!turns.tryAcquire(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
        try {
            return compute(password, parameters, salt);
        } finally {
            turns.release();
        }
    }

    private static byte[] compute(String password, Parameters parameters, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib)
                .withIterations(parameters.passes)
                .withParallelism(parameters.lanes)
                .withSalt(salt)
                .build());
        var hash = new byte[HASH_BYTES];
        // Keyboards write the same letter in several ways.
        var written = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(written.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String write(Parameters parameters, byte[] salt, byte[] hash) {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + parameters.memoryKib + ",t=" + parameters.passes + ",p=" + parameters.lanes + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
