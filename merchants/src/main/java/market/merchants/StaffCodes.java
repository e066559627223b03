package market.merchants;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import market.kernel.Digests;

/** The second proof: codes of a device, and those for whoever lost it. Each is taken once. */
@Singleton
class StaffCodes {

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;

    private final StaffAccessRepository repository;
    private final CodeSecrets secrets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StaffCodes(StaffAccessRepository repository, CodeSecrets secrets, Clock clock) {
        this.repository = repository;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Whether the code is good; it is not good again. */
    boolean take(StaffAccessRow person, String code) {
        var secret = person.totpSecret();
        if (secret == null) {
            return false;
        }
        var step = stepOf(person.id(), secret, code);
        if (step.isPresent()) {
            return repository.takeStep(person.id(), step.getAsLong()) == 1;
        }
        return repository.takeRecoveryCode(person.id(), hash(person.id(), code), clock.instant()) == 1;
    }

    /** A new secret that waits for its first code; empty when codes are on already. */
    byte[] enrol(UUID person) {
        var secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return repository.enrol(person, secrets.seal(person, secret)) == 1 ? secret : new byte[0];
    }

    /** Asks for codes from now on; empty when the first one is wrong. */
    @Transactional
    List<String> confirm(StaffAccessRow person, String secret, String code) {
        var step = stepOf(person.id(), secret, code);
        if (step.isEmpty() || repository.confirm(person.id(), step.getAsLong(), clock.instant()) == 0) {
            return List.of();
        }
        repository.deleteRecoveryCodes(person.id());
        var codes = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        codes.forEach(each -> repository.insertRecoveryCode(person.id(), hash(person.id(), each)));
        return codes;
    }

    /** A secret that cannot be opened has no right codes; recovery codes still let its person in. */
    private OptionalLong stepOf(UUID person, String sealed, String code) {
        return secrets.open(person, sealed)
                .map(secret -> Totp.stepOf(secret, code.strip(), clock.instant()))
                .orElseGet(OptionalLong::empty);
    }

    @Transactional
    void disable(UUID person) {
        repository.disable(person);
        repository.deleteRecoveryCodes(person);
    }

    /** For a first sign-in: as long as two recovery codes, and read out as easily. */
    String password() {
        return groups(2 * RECOVERY_BYTES);
    }

    private String recoveryCode() {
        return groups(RECOVERY_BYTES);
    }

    private String groups(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        var text = Totp.base32(bytes).toLowerCase(Locale.ROOT);
        return text.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** Written with or without its dashes. */
    private static String hash(UUID person, String code) {
        return Digests.sha256Hex(person + " " + code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }
}
