package market.inventory;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.OutboxWatcher;

/**
 * Which sales are coming or running, all of them at once, so that carts and pages without any cost no statement; and what
 * pages say is left of those that run. It may be a moment old: the gate and PostgreSQL decide.
 */
@Singleton
class FlashMemory implements OutboxWatcher {

    private static final int SALES_MAX = 10_000;
    private static final String ALL = "all";

    private final Memory<String, Map<VariantId, FlashSale>> open;
    private final Memory<VariantId, Long> left;
    private final FlashSaleRepository repository;
    private final FlashPoolRepository pools;
    private final Clock clock;

    FlashMemory(Memories memories, FlashSaleRepository repository, FlashPoolRepository pools, Clock clock) {
        this.open = memories.ofAtMost(1);
        this.left = memories.ofAtMost(SALES_MAX);
        this.repository = repository;
        this.pools = pools;
        this.clock = clock;
    }

    /** The sale of each variant that has one that is coming or running. */
    Map<VariantId, FlashSale> open() {
        return open.recallAll(List.of(ALL), _ -> Map.of(ALL, read())).getOrDefault(ALL, Map.of());
    }

    private Map<VariantId, FlashSale> read() {
        return repository.findOpen(SALES_MAX).stream()
                .map(FlashSaleRow::toSale)
                .collect(Collectors.toMap(FlashSale::variant, sale -> sale));
    }

    /** The sales among them that run now. */
    Map<VariantId, FlashSale> running(Collection<VariantId> variants) {
        var all = open();
        var running = new HashMap<VariantId, FlashSale>();
        if (!all.isEmpty()) {
            var now = clock.instant();
            for (var variant : variants) {
                var sale = all.get(variant);
                if (sale != null && sale.isRunningAt(now)) {
                    running.put(variant, sale);
                }
            }
        }
        return running;
    }

    /** Whole pieces left of sales, by what they sell. */
    Map<VariantId, Long> left(Map<VariantId, FlashSale> sales) {
        return left.recallAll(sales.keySet(), missing -> {
            var read = new HashMap<VariantId, Long>();
            missing.forEach(variant -> read.put(variant, 0L));
            var ids = sales.values().stream()
                    .filter(sale -> missing.contains(sale.variant()))
                    .map(sale -> sale.id().value())
                    .toList();
            pools.findBySales(ids)
                    .forEach(row -> read.put(new VariantId(row.soldVariantId()), row.onHand() / row.baseUnits()));
            return read;
        });
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(FlashSaleChanged.class, StockChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof FlashSaleChanged changed) {
            open.forget(ALL);
            left.forget(changed.variant());
        } else if (event instanceof StockChanged changed) {
            left.forget(changed.variant());
        }
    }
}
