package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.kernel.Json;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Categories and product types. Small, read by every request and seldom written, so each copy of the engine keeps them for
 * a few seconds; a new kind of goods is data and needs no restart.
 */
@Singleton
public class Taxonomy {

    private final TaxonomyRepository repository;
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(Map<String, Category> categories, Map<String, ProductType> types) {

        /** How much it knows: nothing is ever removed, so of two snapshots the larger is the newer. */
        long size() {
            return categories.size()
                    + types.values().stream()
                            .flatMap(type -> type.attributes().stream())
                            .mapToLong(attribute -> 1L + attribute.choices().size())
                            .sum();
        }
    }

    Taxonomy(TaxonomyRepository repository) {
        this.repository = repository;
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
        snapshot = null;
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
        if (read.size() >= current.size()) {
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
