package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import market.kernel.Json;
import market.kernel.LocalizedText;

/**
 * Categories and product types. Small, read by every request and seldom written, so each copy of the engine keeps them for
 * a few seconds; a new kind of goods is data and needs no restart.
 */
@Singleton
public class Taxonomy {

    private static final Duration STALE_AFTER = Duration.ofSeconds(5);

    private final TaxonomyRepository repository;
    private final LoadingCache<String, Snapshot> snapshots;

    private record Snapshot(Map<String, Category> categories, Map<String, ProductType> types) {}

    Taxonomy(TaxonomyRepository repository) {
        this.repository = repository;
        this.snapshots = Caffeine.newBuilder()
                .expireAfterWrite(STALE_AFTER)
                .maximumSize(1)
                .build(_ -> read());
    }

    public Optional<ProductType> productType(String code) {
        return Optional.ofNullable(snapshot().types().get(code));
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
        for (var category : categories) {
            repository.upsertCategory(
                    category.code(),
                    category.parent(),
                    category.name().zh(),
                    category.name().en(),
                    category.commissionRate(),
                    category.position());
        }
        for (var type : types) {
            repository.upsertType(
                    type.code(),
                    type.name().zh(),
                    type.name().en(),
                    type.categoryCode(),
                    Json.write(type.attributes()));
        }
        snapshots.invalidateAll();
    }

    private Optional<Category> parentOf(Category category) {
        return Optional.ofNullable(category.parent()).flatMap(this::category);
    }

    private Snapshot snapshot() {
        return Objects.requireNonNull(snapshots.get("all"));
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
        repository
                .types()
                .forEach(row -> types.put(
                        row.code(),
                        new ProductType(
                                row.code(),
                                new LocalizedText(row.nameZh(), row.nameEn()),
                                row.categoryCode(),
                                Json.read(row.attributes(), new TypeReference<List<Attribute>>() {}))));
        return new Snapshot(categories, types);
    }
}
