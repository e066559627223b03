package market.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.BeanProvider;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import market.graphql.RegisterDocumentsOutcome.Fault;
import market.kernel.Digests;
import market.kernel.Slice;

/** The documents that front-ends registered. Every copy of the engine sees a change within two seconds. */
@Singleton
public class TrustedDocuments {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);
    private static final int KNOWN_MAX = 10_000;

    private final TrustedDocumentRepository repository;
    private final BeanProvider<DocumentCheck> check;
    private final Clock clock;
    private final Cache<String, Optional<String>> known = Caffeine.newBuilder()
            .maximumSize(KNOWN_MAX)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    TrustedDocuments(TrustedDocumentRepository repository, BeanProvider<DocumentCheck> check, Clock clock) {
        this.repository = repository;
        this.check = check;
        this.clock = clock;
    }

    /** The document of a hash. */
    public Optional<String> find(String sha256) {
        return known.get(sha256, hash -> repository.find(hash).map(TrustedDocument::document));
    }

    /** A registered document with all that is known of it, read afresh. */
    public Optional<TrustedDocument> read(String sha256) {
        return repository.find(sha256);
    }

    public Slice<TrustedDocument> list(String afterSha256, int limit) {
        return Slice.of(repository.page(afterSha256, limit + 1), limit);
    }

    /** All or none; repeating it changes nothing. */
    @Transactional
    public RegisterDocumentsOutcome register(RegisterDocuments command) {
        var faults = new ArrayList<Fault>();
        var documents = new ArrayList<TrustedDocument>();
        var now = clock.instant();
        for (var i = 0; i < command.documents().size(); i++) {
            var candidate = command.documents().get(i);
            var index = i;
            if (Digests.sha256Hex(candidate.text()).equals(candidate.sha256())) {
                check.get().fault(candidate.text()).ifPresent(detail -> faults.add(new Fault(index, false, detail)));
            } else {
                faults.add(new Fault(index, true, ""));
            }
            documents.add(new TrustedDocument(candidate.sha256(), candidate.text(), command.client(), now));
        }
        if (!faults.isEmpty()) {
            return new RegisterDocumentsOutcome.Refused(faults);
        }
        documents.forEach(document -> repository.insert(document, command.staff()));
        documents.forEach(document -> known.invalidate(document.sha256()));
        return new RegisterDocumentsOutcome.Registered(documents.stream()
                .map(each -> repository.find(each.sha256()).orElseThrow())
                .toList());
    }

    /** What was removed; from now on it is unknown. */
    @Transactional
    public Optional<TrustedDocument> remove(String sha256) {
        var found = repository.find(sha256);
        found.ifPresent(document -> {
            repository.delete(sha256);
            known.invalidate(sha256);
        });
        return found;
    }
}
