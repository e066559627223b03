package market.catalog;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;

/** Takes goods into pavilions and out of them as they, or the pavilions' rules, change. */
@Singleton
class PavilionListener implements OutboxListener {

    // Read late: shelves say events themselves, and the outbox is made from its listeners.
    private final BeanProvider<PavilionShelves> shelves;

    PavilionListener(BeanProvider<PavilionShelves> shelves) {
        this.shelves = shelves;
    }

    @Override
    public String name() {
        return "catalog-pavilions";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(ProductChanged.class, PavilionReviewDue.class);
    }

    @Override
    public void on(List<? extends DomainEvent> events) {
        var changed = new ArrayList<ProductId>();
        var priced = new ArrayList<ProductId>();
        for (var event : events) {
            switch (event) {
                case ProductChanged product -> (product.isOfPricesOnly() ? priced : changed).add(product.product());
                case PavilionReviewDue due -> shelves.get().review(due);
                default -> throw new IllegalArgumentException("Not listened to: " + event);
            }
        }
        shelves.get().follow(changed);
        shelves.get().followPrices(priced);
    }
}
