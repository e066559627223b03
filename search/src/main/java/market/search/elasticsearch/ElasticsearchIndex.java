package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.Product;
import market.catalog.ProductId;
import market.kernel.Digests;
import market.search.Explanation;
import market.search.IndexAwayException;
import market.search.IndexWrite;
import market.search.ListingIndex;
import market.search.ListingPage;
import market.search.ListingQuery;
import market.search.text.Mark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of products: the alias {@code <prefix>-products} of an index with a time in its name. Every write has a version,
 * and late ones are dropped where they arrive, however they are mixed. What is not on sale any more leaves a stub that keeps its version until the
 * next rebuild: Elasticsearch forgets deleted documents, and a delete could make an index where there is none. Each index has an alias of its own for writing, since a write to a bare name would make an
 * index of that name where there is none.
 */
@Singleton
class ElasticsearchIndex implements ListingIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchIndex.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final String WRITE_SUFFIX = "-write";
    private static final Time REFRESH = Time.of(time -> time.time("500ms"));
    /**
     * Elasticsearch keeps what was overwritten until it is flushed, and every search, merge and read passes it by: goods whose
     * prices change all day would soon be a small part of their index.
     */
    private static final String FLUSH = "16mb";

    private static final String BUILDING_FLUSH = "512mb";
    /** How long a write waits for a shard that is away: the loop tries again anyhow. */
    private static final Time SHARDS = Time.of(time -> time.time("5s"));

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final String DEFINITION = definition();
    private static final String FORM = Digests.sha256Hex(DEFINITION).substring(0, 8);

    private final ElasticsearchConnection connection;
    private final ElasticsearchSearch search;
    private final ProductDocuments documents;
    private final StoredVersions versions;
    private final Clock clock;
    private final String alias;

    ElasticsearchIndex(
            ElasticsearchConnection connection,
            ElasticsearchSearch search,
            ProductDocuments documents,
            StoredVersions versions,
            Clock clock,
            @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.search = search;
        this.documents = documents;
        this.versions = versions;
        this.clock = clock;
        this.alias = alias(prefix);
    }

    /** Releases whose documents differ in form have indices of their own: neither reads nor drops the other's. */
    static String alias(String prefix) {
        return prefix + "-products-" + FORM;
    }

    @Override
    public boolean isReachable() {
        return connection.isReachable(client -> client.indices().existsAlias(request -> request.name(alias)));
    }

    @Override
    public ListingPage search(ListingQuery query) {
        return search.search(query);
    }

    @Override
    public List<Mark> marks(String words, String text) {
        return search.marks(words, text);
    }

    @Override
    public List<Explanation> explain(ListingQuery query) {
        return search.explain(query);
    }

    @Override
    public List<Product> suggest(String typed, int limit) {
        return search.suggest(typed, limit);
    }

    @Override
    public Map<ProductId, Indexed> read(Collection<ProductId> products) {
        return search.read(products);
    }

    @Override
    public boolean isPublished() {
        return connection
                .write(client -> client.indices().existsAlias(request -> request.name(alias)))
                .value();
    }

    @Override
    public String newName() {
        return alias + "-" + STAMP.format(clock.instant());
    }

    @Override
    public String form() {
        return alias + "-";
    }

    @Override
    public void create(String index) {
        connection.write(client -> {
            return client.indices()
                    .create(request -> request.withJson(new StringReader(DEFINITION))
                            .index(index)
                            .aliases(index + WRITE_SUFFIX, own -> own.isHidden(true)));
        });
        // Nobody searches it before it is published, so nothing need be seen.
        settle(index, Time.of(time -> time.time("-1")), BUILDING_FLUSH);
    }

    private static String definition() {
        try (var file = Objects.requireNonNull(ElasticsearchIndex.class.getResourceAsStream("products.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WriteOutcome write(List<IndexWrite> writes, Optional<String> building) {
        var overtaken = new HashSet<ProductId>();
        var outcome = change(writes, overtaken);
        if (!overtaken.isEmpty()) {
            // They are forgotten, and read anew.
            var again = writes.stream()
                    .filter(write -> overtaken.contains(write.product()))
                    .toList();
            var wanting = new HashSet<ProductId>();
            outcome = outcome.and(change(again, wanting)).and(new WriteOutcome(false, Set.of(), wanting));
        }
        return building.isEmpty() ? outcome : outcome.and(fillBeside(building.get(), writes));
    }

    /** @param overtaken gets those that somebody else wrote or took away since what is known of them was read */
    private WriteOutcome change(List<IndexWrite> writes, Set<ProductId> overtaken) {
        var refused = new HashSet<ProductId>();
        var wanting = new HashSet<ProductId>();
        var known = versions.of(writes.stream().map(IndexWrite::product).toList());
        var operations = known.isMissing()
                ? List.<BulkOperation>of()
                : writes.stream()
                        .flatMap(write -> changing(write, known.of(write.product()), wanting).stream())
                        .toList();
        var isMissing = known.isMissing();
        var given = writes.stream().collect(Collectors.toMap(IndexWrite::product, Function.identity()));
        for (var item : bulk(operations)) {
            var product = product(item);
            if (item.error() == null) {
                var write = Objects.requireNonNull(given.get(product));
                versions.remember(product, write.version(), !(write instanceof IndexWrite.Remove), item);
            } else if (isMissingIndex(item) && item.index().equals(alias)) {
                isMissing = true;
            } else if (isMissingIndex(item)) {
                // Another copy published a new index.
                versions.forgetAll();
                overtaken.add(product);
            } else if (item.status() == CONFLICT || item.status() == NOT_FOUND) {
                versions.forget(product);
                overtaken.add(product);
            } else {
                LOG.warn("Refused: {}", reason(item));
                refused.add(product);
            }
        }
        return new WriteOutcome(isMissing, refused, wanting);
    }

    private WriteOutcome fillBeside(String index, List<IndexWrite> writes) {
        var refused = bulk(writes.stream()
                        .map(write -> filling(index + WRITE_SUFFIX, write))
                        .toList())
                .stream()
                .filter(item -> !isMissingIndex(item) && isFailed(item))
                .map(ElasticsearchIndex::product)
                .collect(Collectors.toSet());
        return new WriteOutcome(false, refused, Set.of());
    }

    @Override
    public void fill(String index, List<IndexWrite> writes) {
        var failed = bulk(writes.stream()
                        .map(write -> filling(index + WRITE_SUFFIX, write))
                        .toList())
                .stream()
                .filter(item -> isMissingIndex(item) || isFailed(item))
                .findFirst();
        failed.ifPresent(item -> {
            throw new IllegalStateException("Elasticsearch refuses " + item.id() + ": " + reason(item));
        });
    }

    private void settle(String index, Time refresh, String flush) {
        connection.write(client -> client.indices()
                .putSettings(request -> request.index(index)
                        .settings(settings ->
                                settings.refreshInterval(refresh).translog(log -> log.flushThresholdSize(flush)))));
    }

    @Override
    public void publish(String index) {
        settle(index, REFRESH, FLUSH);
        connection.write(client -> client.indices().refresh(request -> request.index(index)));
        var others = indices();
        others.remove(index);
        connection.write(client -> client.indices().updateAliases(request -> {
            var actions = new ArrayList<Action>();
            actions.add(Action.of(action -> action.add(add -> add.index(index).alias(alias))));
            others.forEach(other -> actions.add(Action.of(action -> action.removeIndex(gone -> gone.index(other)))));
            return request.actions(actions);
        }));
        versions.forgetAll();
    }

    @Override
    public void discard(String index) {
        connection.write(client ->
                client.indices().delete(request -> request.index(index).ignoreUnavailable(true)));
    }

    private Set<String> indices() {
        var found = connection.write(client ->
                client.indices().get(request -> request.index(alias + "-*").allowNoIndices(true)));
        return new HashSet<>(found.result().keySet());
    }

    private List<BulkResponseItem> bulk(List<BulkOperation> operations) {
        if (operations.isEmpty()) {
            return List.of();
        }
        var response = connection.write(client -> client.bulk(
                request -> request.requireAlias(true).timeout(SHARDS).operations(operations)));
        var unavailable = response.items().stream()
                .filter(item -> item.status() >= 500 || item.status() == 429)
                .findFirst();
        unavailable.ifPresent(item -> {
            throw new IndexAwayException("Elasticsearch cannot write now: " + reason(item));
        });
        return response.items();
    }

    /** To an index that is being built: all writes are whole, so the server itself can tell which are late. */
    private BulkOperation filling(String target, IndexWrite write) {
        return BulkOperation.of(operation -> operation.index(index -> index.index(target)
                .id(write.product().value().toString())
                .version(write.version())
                .versionType(VersionType.External)
                .requireAlias(true)
                .document(document(write))));
    }

    /**
     * To the published index, where parts of documents are written too, so that its own count of versions says nothing. Empty
     * for what was read before the last write, and for a part of goods that are not on sale any more: both are late.
     */
    private Optional<BulkOperation> changing(
            IndexWrite write, StoredVersions.@Nullable StoredVersion stored, Set<ProductId> wanting) {
        var id = write.product().value().toString();
        if (write instanceof IndexWrite.Offer offer) {
            if (stored == null) {
                wanting.add(write.product());
            }
            return stored == null || stored.version() >= write.version() || !stored.onSale()
                    ? Optional.empty()
                    : Optional.of(BulkOperation.of(operation ->
                            operation.update(update -> update.index(stored.index() + WRITE_SUFFIX)
                                    .id(id)
                                    .ifSeqNo(stored.sequence())
                                    .ifPrimaryTerm(stored.term())
                                    .requireAlias(true)
                                    // Its version is always new, so there is nothing to compare.
                                    .action(part -> part.doc(documents.offer(offer.listing(), offer.version()))
                                            .detectNoop(false)))));
        }
        if (stored == null) {
            return Optional.of(BulkOperation.of(operation -> operation.create(
                    create -> create.index(alias).id(id).requireAlias(true).document(document(write)))));
        }
        return stored.version() >= write.version()
                ? Optional.empty()
                : Optional.of(BulkOperation.of(
                        operation -> operation.index(index -> index.index(stored.index() + WRITE_SUFFIX)
                                .id(id)
                                .ifSeqNo(stored.sequence())
                                .ifPrimaryTerm(stored.term())
                                .requireAlias(true)
                                .document(document(write)))));
    }

    private Object document(IndexWrite write) {
        return switch (write) {
            case IndexWrite.Put put -> documents.document(put.listing(), put.version());
            case IndexWrite.Offer offer ->
                throw new IllegalArgumentException("A part of " + offer.product() + " is no document");
            case IndexWrite.Remove remove -> ProductDocument.Gone.of(remove);
        };
    }

    private static boolean isMissingIndex(BulkResponseItem item) {
        var error = item.error();
        return error != null && "index_not_found_exception".equals(error.type());
    }

    /** A late write is no failure. */
    private static boolean isFailed(BulkResponseItem item) {
        return item.error() != null && item.status() != CONFLICT;
    }

    private static ProductId product(BulkResponseItem item) {
        return new ProductId(UUID.fromString(Objects.requireNonNull(item.id())));
    }

    private static String reason(BulkResponseItem item) {
        return Optional.ofNullable(item.error()).map(ErrorCause::toString).orElse("status " + item.status());
    }
}
