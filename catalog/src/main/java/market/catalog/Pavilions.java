package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.Slice;

/** Pavilions and what they show. */
@Singleton
public class Pavilions {

    private static final int LIST_MAX = 200;

    private final PavilionRepository repository;
    private final ProductRepository products;
    private final ProductWriter writer;
    private final Ids ids;

    Pavilions(PavilionRepository repository, ProductRepository products, ProductWriter writer, Ids ids) {
        this.repository = repository;
        this.products = products;
        this.writer = writer;
        this.ids = ids;
    }

    public Optional<Pavilion> findByHandle(String handle) {
        return repository.findByHandle(handle).map(PavilionRow::toPavilion);
    }

    public Optional<Pavilion> find(UUID id) {
        return repository.findById(id).map(PavilionRow::toPavilion);
    }

    /** All pavilions, at most 200. */
    public List<Pavilion> list() {
        return repository.list(LIST_MAX).stream().map(PavilionRow::toPavilion).toList();
    }

    /** What a pavilion shows after one of its listings, in its own order. */
    public Slice<Product> listings(Pavilion pavilion, Optional<ProductId> after, int limit) {
        var position = after.flatMap(product -> repository.position(pavilion.id(), product.value()))
                .orElse(Integer.MIN_VALUE);
        var rows = products.pageOfPavilion(
                pavilion.id(), position, after.orElse(Products.FIRST).value(), limit + 1);
        return Slice.of(rows.stream().map(ProductRow::toProduct).toList(), limit);
    }

    /** One product, if the pavilion shows it. */
    public Optional<Product> listing(Pavilion pavilion, ProductId product) {
        return repository
                .position(pavilion.id(), product.value())
                .flatMap(_ -> products.findById(product.value()))
                .map(ProductRow::toProduct);
    }

    @Transactional
    public void open(String handle, LocalizedText name, LocalizedText description, String regionCode) {
        repository.upsert(new PavilionRow(
                ids.next(), handle, name.zh(), name.en(), description.zh(), description.en(), regionCode));
    }

    /** Shows a product, or moves it to another place. */
    @Transactional
    public void list(Pavilion pavilion, Product product, int position) {
        repository.list(pavilion.id(), product.id().value(), position);
        writer.touch(product.id(), product.merchant());
    }

    /** Takes a product out; false when it was not shown. */
    @Transactional
    public boolean unlist(Pavilion pavilion, Product product) {
        var removed = repository.unlist(pavilion.id(), product.id().value()) == 1;
        if (removed) {
            writer.touch(product.id(), product.merchant());
        }
        return removed;
    }
}
