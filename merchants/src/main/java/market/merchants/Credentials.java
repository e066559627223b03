package market.merchants;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Ids;
import market.kernel.MerchantId;

/**
 * API keys of merchants, curators and the operator's staff: shown once, kept as a hash, with scopes and an end, revoked at
 * once.
 */
@Singleton
public class Credentials {

    /** Keys for development start so; production refuses to start while one is alive. */
    public static final String DEVELOPMENT_PREFIX = "mk_dev_";

    private static final String LIVE_PREFIX = "mk_live_";
    private static final int SECRET_BYTES = 24;
    private static final Duration LIFETIME_MAX = Duration.ofDays(366);

    private final CredentialRepository repository;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Credentials(CredentialRepository repository, Ids ids, Clock clock) {
        this.repository = repository;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a key and returns its secret, which cannot be read again. */
    @Transactional
    public String issue(CredentialOwner owner, String name, Set<String> scopes, Instant expiresAt) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = LIVE_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        store(owner, name, scopes, expiresAt, secret);
        return secret;
    }

    /** Registers a key whose secret is already known, for development only; repeating it changes nothing. */
    @Transactional
    public void registerForDevelopment(CredentialOwner owner, String name, Set<String> scopes, String secret) {
        if (!secret.startsWith(DEVELOPMENT_PREFIX)) {
            throw new IllegalArgumentException("A development key starts with " + DEVELOPMENT_PREFIX);
        }
        if (repository.findByHash(Digests.sha256Hex(secret)).isEmpty()) {
            store(owner, name, scopes, clock.instant().plus(LIFETIME_MAX), secret);
        }
    }

    /** Whether it looks like a key; sessions' tokens do not. */
    public static boolean isKey(String token) {
        return token.startsWith(LIVE_PREFIX) || token.startsWith(DEVELOPMENT_PREFIX);
    }

    public Optional<Actor> authenticate(String secret) {
        return repository
                .findByHash(Digests.sha256Hex(secret))
                .filter(row -> row.revokedAt() == null && row.expiresAt().isAfter(clock.instant()))
                .map(CredentialRow::toActor);
    }

    /** Whether any key for development could still sign in. */
    public boolean hasLiveDevelopmentKeys() {
        return repository.countLive(DEVELOPMENT_PREFIX + "%", clock.instant()) > 0;
    }

    /** Ends a merchant's key at once; false when it is not that merchant's. */
    @Transactional
    public boolean revoke(MerchantId merchant, UUID credential) {
        return repository.revoke(merchant.value(), credential, clock.instant()) == 1;
    }

    private void store(CredentialOwner owner, String name, Set<String> scopes, Instant expiresAt, String secret) {
        if (expiresAt.isAfter(clock.instant().plus(LIFETIME_MAX))) {
            throw new IllegalArgumentException("A key lives at most a year");
        }
        repository.insert(CredentialRow.of(ids.next(), owner, name, scopes, expiresAt, secret));
    }
}
