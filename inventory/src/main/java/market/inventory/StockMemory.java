package market.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.OutboxWatcher;

/** What pages say is left of the products that are opened again and again. */
@Singleton
class StockMemory implements OutboxWatcher {

    private static final int ENTRIES_MAX = 5_000;

    final Memory<ProductId, Map<VariantId, Long>> available;

    StockMemory(Memories memories) {
        available = memories.ofAtMost(ENTRIES_MAX);
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(StockChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof StockChanged changed) {
            available.forget(changed.product());
        }
    }
}
