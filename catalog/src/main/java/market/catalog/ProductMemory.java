package market.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.OutboxWatcher;

/** The products whose pages are opened again and again. */
@Singleton
class ProductMemory implements OutboxWatcher {

    private static final int ENTRIES_MAX = 5_000;

    private final Memory<ProductId, Product> byId;
    // Where a handle led to last; what is found there is checked against the handle.
    private final Cache<String, ProductId> idOfHandle =
            Caffeine.newBuilder().maximumSize(ENTRIES_MAX).build();

    ProductMemory(Memories memories) {
        byId = memories.ofAtMost(ENTRIES_MAX);
    }

    Optional<Product> byHandle(String handle, Function<String, Optional<Product>> read) {
        return Optional.ofNullable(idOfHandle.getIfPresent(handle))
                .flatMap(byId::find)
                .filter(product -> product.handle().equals(handle))
                .or(() -> readByHandle(handle, read));
    }

    Map<ProductId, Product> all(
            Collection<ProductId> ids, Function<Collection<ProductId>, Map<ProductId, Product>> read) {
        return byId.recallAll(ids, read);
    }

    private Optional<Product> readByHandle(String handle, Function<String, Optional<Product>> read) {
        var before = byId.beforeReading();
        var found = read.apply(handle);
        found.ifPresent(product -> {
            byId.keep(product.id(), product, before);
            idOfHandle.put(handle, product.id());
        });
        return found;
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(ProductChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof ProductChanged changed) {
            byId.forget(changed.product());
        }
    }
}
