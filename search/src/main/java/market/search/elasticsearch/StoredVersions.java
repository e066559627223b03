package market.search.elasticsearch;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.search.IndexAwayException;
import org.jspecify.annotations.Nullable;

/**
 * Which versions the published index has, and where in its own order, so that a write can say what it follows. What this copy
 * wrote itself it remembers: reading it back costs the search server about as much as half a write. Where another copy wrote
 * since, or another index was published, the write that follows a memory is refused, and what is there is read after all.
 */
@Singleton
class StoredVersions {

    private static final String NO_INDEX = "index_not_found_exception";

    /** Some ten megabytes. */
    private static final int REMEMBERED_MAX = 50_000;

    /**
     * One document as it was written last.
     *
     * @param index the index itself, not its alias: sequences of one index say nothing of another's
     */
    record StoredVersion(String index, long version, boolean onSale, long sequence, long term) {}

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
    private final Cache<ProductId, StoredVersion> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    StoredVersions(
            ElasticsearchConnection connection, @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    /** As they were when this copy wrote them, or are at this moment, whether searches see them yet or not. */
    Known of(Collection<ProductId> products) {
        var versions = new HashMap<>(remembered.getAllPresent(products));
        var unknown = products.stream()
                .filter(product -> !versions.containsKey(product))
                .toList();
        if (unknown.isEmpty()) {
            return new Known(versions, false);
        }
        var read = read(unknown);
        versions.putAll(read.versions());
        return new Known(versions, read.isMissing());
    }

    void remember(ProductId product, long version, boolean onSale, BulkResponseItem written) {
        var sequence = written.seqNo();
        var term = written.primaryTerm();
        if (sequence != null && term != null) {
            remembered.put(product, new StoredVersion(written.index(), version, onSale, sequence, term));
        }
    }

    void forget(ProductId product) {
        remembered.invalidate(product);
    }

    void forgetAll() {
        remembered.invalidateAll();
    }

    private Known read(Collection<ProductId> products) {
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
                        new StoredVersion(found.index(), written.version(), written.onSale(), sequence, term));
            }
        }
        return new Known(versions, false);
    }
}
