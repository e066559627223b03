package market.merchants;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/** Seals with today's key what was sealed with an older one, or not at all; then the older key is not needed any more. */
@Singleton
class SealSecrets {

    private static final int PAGE = 100;

    private final StaffAccessRepository repository;
    private final CodeSecrets secrets;

    SealSecrets(StaffAccessRepository repository, CodeSecrets secrets) {
        this.repository = repository;
        this.secrets = secrets;
    }

    /** Every copy does it; of two that meet at a person, the second changes nothing. */
    @Scheduled(initialDelay = "5s", fixedDelay = "1h")
    void seal() {
        var page = repository.findSealedOtherwise(secrets.currentPrefix(), PAGE);
        while (page.stream().filter(this::isSealedAnew).count() > 0 && page.size() == PAGE) {
            page = repository.findSealedOtherwise(secrets.currentPrefix(), PAGE);
        }
    }

    private boolean isSealedAnew(StaffAccessRepository.SealedSecret old) {
        return secrets.open(old.staffId(), old.totpSecret())
                .filter(secret ->
                        repository.replaceSecret(old.staffId(), old.totpSecret(), secrets.seal(old.staffId(), secret))
                                == 1)
                .isPresent();
    }
}
