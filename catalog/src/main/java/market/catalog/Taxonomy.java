package market.catalog;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Categories and product types. Small, read by every request and seldom written, so each copy of the engine keeps them for
 * a few seconds; a new kind of goods is data and needs no restart.
 */
@Singleton
public class Taxonomy {

    private final TaxonomyRepository repository;
    private final TransactionOperations<Connection> transactions;
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(Map<String, Category> categories, Map<String, ProductType> types) {

        /** Every change of a type raises its version, and no category goes: of two snapshots the larger is the newer. */
        long age() {
            return categories.size()
                    + types.values().stream().mapToLong(ProductType::version).sum();
        }
    }

    Taxonomy(TaxonomyRepository repository, TransactionOperations<Connection> transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    public Optional<ProductType> productType(String code) {
        return Optional.ofNullable(snapshot().types().get(code));
    }

    /** How goods of a kind reach their buyers; as parcels where the kind is unknown. */
    public DeliveryKind delivery(String productType) {
        return productType(productType).map(ProductType::delivery).orElse(DeliveryKind.PARCEL);
    }

    /** How long a voucher for goods of a kind can be redeemed. */
    public int voucherValidDays(String productType) {
        return productType(productType).map(ProductType::voucherValidDays).orElse(ProductType.VOUCHER_VALID_DAYS);
    }

    public List<ProductType> productTypes() {
        return List.copyOf(snapshot().types().values());
    }

    public Optional<Category> category(String code) {
        return Optional.ofNullable(snapshot().categories().get(code));
    }

    /** All categories, parents before children. */
    public List<Category> categories() {
        return List.copyOf(snapshot().categories().values());
    }

    /** The category and everything below it. */
    public List<String> subtree(String code) {
        var subtree = new ArrayList<String>();
        for (var category : categories()) {
            if (category.code().equals(code) || subtree.contains(category.parent())) {
                subtree.add(category.code());
            }
        }
        return subtree;
    }

    /** The path from the root down to a category; empty when it is unknown. */
    public List<Category> path(String code) {
        var path = new ArrayList<Category>();
        for (var next = category(code); next.isPresent(); next = parentOf(next.get())) {
            path.addFirst(next.get());
        }
        return path;
    }

    /** Makes or renews categories and types, found by their codes; parents stand before children. */
    @Transactional
    public void load(List<Category> categories, List<ProductType> types) {
        categories.forEach(this::write);
        types.forEach(this::write);
        snapshot = null;
    }

    private void write(Category category) {
        repository.upsertCategory(
                category.code(),
                category.parent(),
                category.name().zh(),
                category.name().en(),
                category.commissionRate(),
                category.position());
    }

    private void write(ProductType type) {
        repository.upsertType(
                type.code(),
                type.name().zh(),
                type.name().en(),
                type.categoryCode(),
                type.delivery(),
                type.voucherValidDays(),
                Json.write(type.attributes()));
    }

    /**
     * The type as it stands in the database, unchanged until the caller's transaction ends: goods are checked against it, and
     * it is narrowed only after they were.
     */
    @Transactional
    Optional<ProductType> lockForGoods(String code) {
        var version = repository.lockForGoods(code);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return productType(code)
                .filter(known -> known.version() == version.get())
                .or(() -> Optional.ofNullable(read().types().get(code)));
    }

    /** The type as it stands; nobody writes it or its goods until the caller's transaction ends. Empty for a new one. */
    @Transactional
    Optional<ProductType> lockForChange(String code) {
        return repository.lockForChange(code).map(_ -> read().types().get(code));
    }

    /** In the caller's transaction, after which this copy reads anew. */
    @Transactional
    ProductType change(ProductType type, UUID person) {
        write(type);
        repository.keepVersion(type.code(), person);
        readAnewAfterCommit();
        return Objects.requireNonNull(read().types().get(type.code()));
    }

    /** By code, as they stand and not as this copy remembers them. */
    Map<String, Category> storedCategories() {
        return read().categories();
    }

    /** In the caller's transaction, after which this copy reads anew. */
    @Transactional
    Category change(Category category) {
        write(category);
        readAnewAfterCommit();
        return Objects.requireNonNull(read().categories().get(category.code()));
    }

    private void readAnewAfterCommit() {
        transactions.findTransactionStatus().orElseThrow().registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                snapshot = null;
            }
        });
    }

    /** Reads all, before the first request asks for it. */
    public void remember() {
        snapshot = read();
    }

    private Optional<Category> parentOf(Category category) {
        return Optional.ofNullable(category.parent()).flatMap(this::category);
    }

    /** Requests never wait for this; it is how another copy's change arrives. */
    @Scheduled(fixedDelay = "${market.catalog.taxonomy-refresh:2s}")
    void refresh() {
        var current = snapshot;
        if (current == null) {
            return;
        }
        var read = read();
        // Smaller means older: a load under way has told this copy more than it has committed yet.
        if (read.age() >= current.age()) {
            snapshot = read;
        }
    }

    private Snapshot snapshot() {
        var current = snapshot;
        if (current == null) {
            current = read();
            snapshot = current;
        }
        return current;
    }

    private Snapshot read() {
        var categories = new LinkedHashMap<String, Category>();
        var rows = new ArrayList<>(repository.categories());
        while (!rows.isEmpty()) {
            var ready = rows.stream()
                    .filter(row -> row.parent() == null || categories.containsKey(row.parent()))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("The categories form a circle");
            }
            ready.forEach(row -> categories.put(row.code(), row.toCategory()));
            rows.removeAll(ready);
        }
        var types = new HashMap<String, ProductType>();
        repository.types().forEach(row -> types.put(row.code(), row.toType()));
        return new Snapshot(categories, types);
    }
}
