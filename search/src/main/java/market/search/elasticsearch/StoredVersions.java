package market.search.elasticsearch;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.search.IndexAwayException;
import org.jspecify.annotations.Nullable;

/** Which versions the published index has, and where in its own order, so that a write can say what it follows. */
@Singleton
class StoredVersions {

    private static final String NO_INDEX = "index_not_found_exception";

    /** One document as it was written last. */
    record StoredVersion(long version, boolean onSale, long sequence, long term) {}

    /** What was asked for; {@code isMissing} when there is no published index. */
    record Known(Map<ProductId, StoredVersion> versions, boolean isMissing) {

        @Nullable
        StoredVersion of(ProductId product) {
            return versions.get(product);
        }
    }

    /** What is read back of a document. */
    record Written(long version, boolean onSale) {}

    private final ElasticsearchConnection connection;
    private final String alias;

    StoredVersions(
            ElasticsearchConnection connection, @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    /** As they are at this moment, whether searches see them yet or not. */
    Known of(Collection<ProductId> products) {
        var answer = connection.write(client -> client.mget(
                request -> request.index(alias)
                        .ids(products.stream()
                                .map(product -> product.value().toString())
                                .toList())
                        .sourceIncludes("version", "onSale"),
                Written.class));
        var versions = new HashMap<ProductId, StoredVersion>();
        for (var item : answer.docs()) {
            if (item.isFailure()) {
                var error = item.failure().error();
                if (NO_INDEX.equals(error.type())) {
                    return new Known(Map.of(), true);
                }
                throw new IndexAwayException("Elasticsearch cannot read now: " + error.reason());
            }
            var found = item.result();
            var written = found.source();
            var sequence = found.seqNo();
            var term = found.primaryTerm();
            if (found.found() && written != null && sequence != null && term != null) {
                versions.put(
                        new ProductId(UUID.fromString(found.id())),
                        new StoredVersion(written.version(), written.onSale(), sequence, term));
            }
        }
        return new Known(versions, false);
    }
}
