package market.graphql.http;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Optional;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import market.graphql.Surface;
import market.graphql.TrustedDocuments;
import market.kernel.Digests;

/** Finds the document that a request means, by its text or by its hash. */
@Singleton
final class AskedDocuments {

    private final TrustedDocuments trusted;
    private final boolean isTrustedOnly;

    /**
     * @param isTrustedOnly the storefront carries out registered documents and nothing else
     */
    AskedDocuments(TrustedDocuments trusted, @Value("${market.trusted-only:false}") boolean isTrustedOnly) {
        this.trusted = trusted;
        this.isTrustedOnly = isTrustedOnly;
    }

    GraphQlRequest find(Surface surface, Asked asked) {
        var query = asked.query();
        var sha256 = asked.sha256();
        if (query == null) {
            return byHash(surface, asked);
        }
        if (sha256 != null && !Digests.sha256Hex(query).equals(sha256)) {
            throw new Refusal(Code.BAD_REQUEST, "The hash is not that of the document");
        }
        if (surface != Surface.STOREFRONT) {
            return request(asked, query, false);
        }
        // Without a hash a document is looked for only where nothing else would do.
        var isTrusted = (sha256 != null || isTrustedOnly)
                && trusted.find(Digests.sha256Hex(query)).isPresent();
        if (isTrustedOnly && !isTrusted) {
            throw new Refusal(Code.DOCUMENT_NOT_TRUSTED, "Only documents that the operator registered are carried out");
        }
        return request(asked, query, isTrusted);
    }

    private GraphQlRequest byHash(Surface surface, Asked asked) {
        var sha256 = asked.sha256();
        if (sha256 == null) {
            throw new Refusal(Code.BAD_REQUEST, "A document is missing: send query, or the hash of a trusted document");
        }
        var document = surface == Surface.STOREFRONT ? trusted.find(sha256) : Optional.<String>empty();
        return request(asked, document.orElseThrow(AskedDocuments::unknown), true);
    }

    private static GraphQlRequest request(Asked asked, String document, boolean isTrusted) {
        return new GraphQlRequest(document, asked.operationName(), asked.variables(), asked.isReadOnly(), isTrusted);
    }

    /** In the words that clients of Apollo's persisted queries wait for before they send the whole document. */
    private static Refusal unknown() {
        return new Refusal(Code.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
    }
}
