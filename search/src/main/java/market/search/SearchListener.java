package market.search;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import market.catalog.Product;
import market.catalog.ProductChanged;
import market.catalog.ProductId;
import market.catalog.Products;
import market.inventory.LocationsChanged;
import market.inventory.StockChanged;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.OutboxListener;
import market.merchants.MerchantChanged;

/**
 * Notes which products changed. It never speaks to the search server, so it cannot fail with it; the outbox is done
 * with an event as soon as it is noted here.
 */
@Singleton
class SearchListener implements OutboxListener {

    private static final int PAGE = 500;

    // Read late: these beans say events themselves, and the outbox is made from its listeners.
    private final BeanProvider<Products> products;
    private final BeanProvider<DirtyProducts> dirty;
    private final BeanProvider<ProjectionLoop> loop;

    SearchListener(
            BeanProvider<Products> products, BeanProvider<DirtyProducts> dirty, BeanProvider<ProjectionLoop> loop) {
        this.products = products;
        this.dirty = dirty;
        this.loop = loop;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(ProductChanged.class, StockChanged.class, MerchantChanged.class, LocationsChanged.class);
    }

    @Override
    public void on(List<? extends DomainEvent> events) {
        var changed = new LinkedHashSet<ProductId>();
        var offered = new LinkedHashSet<ProductId>();
        for (var event : events) {
            switch (event) {
                case ProductChanged product -> (product.isOfPricesOnly() ? offered : changed).add(product.product());
                case StockChanged stock -> offered.add(stock.product());
                case MerchantChanged merchant -> markAll(merchant.merchant());
                case LocationsChanged places -> markAll(places.merchant());
                default -> throw new IllegalArgumentException("Not listened to: " + event);
            }
        }
        mark(changed);
        offered.removeAll(changed);
        if (!offered.isEmpty()) {
            dirty.get().markOffers(offered);
        }
        loop.get().wake();
    }

    private void markAll(MerchantId merchant) {
        var after = Products.FIRST;
        for (var hasNext = true; hasNext; ) {
            var page = products.get().pageOfMerchant(merchant, after, PAGE);
            var ids = page.items().stream().map(Product::id).toList();
            mark(Set.copyOf(ids));
            hasNext = page.hasNext();
            after = ids.isEmpty() ? after : ids.getLast();
        }
    }

    private void mark(Set<ProductId> changed) {
        if (!changed.isEmpty()) {
            dirty.get().mark(changed);
        }
    }
}
