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

/**
 * The index of products: the alias {@code <prefix>-products} of an index with a time in its name. Versions are external,
 * so Elasticsearch itself drops late writes. What is not on sale any more leaves a stub that keeps its version until the
 * next rebuild: Elasticsearch forgets deleted documents, and a delete could make an index where there is none. Each index has an alias of its own for writing, since a write to a bare name would make an
 * index of that name where there is none.
 */
@Singleton
class ElasticsearchIndex implements ListingIndex {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final String WRITE_SUFFIX = "-write";
    private static final Time REFRESH = Time.of(time -> time.time("500ms"));
    private static final int CONFLICT = 409;
    private static final String DEFINITION = definition();
    private static final String FORM = Digests.sha256Hex(DEFINITION).substring(0, 8);

    private final ElasticsearchConnection connection;
    private final ElasticsearchSearch search;
    private final ProductDocuments documents;
    private final Clock clock;
    private final String alias;

    ElasticsearchIndex(
            ElasticsearchConnection connection,
            ElasticsearchSearch search,
            ProductDocuments documents,
            Clock clock,
            @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.search = search;
        this.documents = documents;
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
        refreshEvery(index, Time.of(time -> time.time("-1")));
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
        var targets = new ArrayList<String>(List.of(alias));
        building.ifPresent(index -> targets.add(index + WRITE_SUFFIX));
        var isMissing = false;
        var refused = new HashSet<ProductId>();
        for (var target : targets) {
            for (var item : bulk(target, writes)) {
                var isGone = isMissingIndex(item);
                isMissing |= isGone && target.equals(alias);
                if (!isGone && isFailed(item)) {
                    refused.add(product(item));
                }
            }
        }
        return new WriteOutcome(isMissing, refused);
    }

    @Override
    public void fill(String index, List<IndexWrite> writes) {
        var failed = bulk(index + WRITE_SUFFIX, writes).stream()
                .filter(item -> isMissingIndex(item) || isFailed(item))
                .findFirst();
        failed.ifPresent(item -> {
            throw new IllegalStateException("Elasticsearch refuses " + item.id() + ": " + reason(item));
        });
    }

    private void refreshEvery(String index, Time interval) {
        connection.write(client -> client.indices()
                .putSettings(request -> request.index(index).settings(settings -> settings.refreshInterval(interval))));
    }

    @Override
    public void publish(String index) {
        refreshEvery(index, REFRESH);
        connection.write(client -> client.indices().refresh(request -> request.index(index)));
        var others = indices();
        others.remove(index);
        connection.write(client -> client.indices().updateAliases(request -> {
            var actions = new ArrayList<Action>();
            actions.add(Action.of(action -> action.add(add -> add.index(index).alias(alias))));
            others.forEach(other -> actions.add(Action.of(action -> action.removeIndex(gone -> gone.index(other)))));
            return request.actions(actions);
        }));
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

    private List<BulkResponseItem> bulk(String target, List<IndexWrite> writes) {
        if (writes.isEmpty()) {
            return List.of();
        }
        var operations = writes.stream().map(write -> operation(target, write)).toList();
        var response = connection.write(
                client -> client.bulk(request -> request.requireAlias(true).operations(operations)));
        var unavailable = response.items().stream()
                .filter(item -> item.status() >= 500 || item.status() == 429)
                .findFirst();
        unavailable.ifPresent(item -> {
            throw new IndexAwayException("Elasticsearch cannot write now: " + reason(item));
        });
        return response.items();
    }

    private BulkOperation operation(String target, IndexWrite write) {
        Object document = switch (write) {
            case IndexWrite.Put put -> documents.document(put.listing());
            case IndexWrite.Remove remove -> ProductDocument.Gone.of(remove.product());
        };
        return BulkOperation.of(operation -> operation.index(index -> index.index(target)
                .id(write.product().value().toString())
                .version(write.version())
                .versionType(VersionType.External)
                .requireAlias(true)
                .document(document)));
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
