package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Levels of stock as PostgreSQL has them, and merchants' changes of them. */
@Singleton
public class Inventory {

    private final StockRepository repository;
    private final StockAdjuster adjuster;
    private final StockMemory memory;
    private final FlashSales sales;

    Inventory(StockRepository repository, StockAdjuster adjuster, StockMemory memory, FlashSales sales) {
        this.repository = repository;
        this.adjuster = adjuster;
        this.memory = memory;
        this.sales = sales;
    }

    /** What can be bought, summed over locations; a variant without stock rows is left out. */
    public Map<VariantId, Long> available(Collection<VariantId> variants) {
        return levels(variants).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> sum(entry.getValue())));
    }

    private static long sum(List<StockLevel> levels) {
        return levels.stream().mapToLong(StockLevel::available).sum();
    }

    /** As {@link #available}, for all variants of products. */
    public Map<ProductId, Map<VariantId, Long>> availableByProduct(Collection<ProductId> products) {
        if (products.isEmpty()) {
            return Map.of();
        }
        var available = new HashMap<ProductId, Map<VariantId, Long>>();
        for (var row : repository.findByProducts(
                products.stream().map(ProductId::value).toList())) {
            var level = row.toLevel();
            available
                    .computeIfAbsent(level.product(), _ -> new HashMap<>())
                    .merge(level.variant(), level.available(), Long::sum);
        }
        return available;
    }

    /**
     * As {@link #availableByProduct}, from this copy's memory: for pages, which may be a moment old. Of a variant whose flash
     * sale runs, what the sale has left: nothing else of it is sold now.
     */
    public Map<ProductId, Map<VariantId, Long>> recallAvailable(Collection<ProductId> products) {
        return sales.withRunning(memory.available.recallAll(products, missing -> {
            var read = new HashMap<>(availableByProduct(missing));
            missing.forEach(product -> read.putIfAbsent(product, Map.of()));
            return read;
        }));
    }

    public Map<VariantId, List<StockLevel>> levels(Collection<VariantId> variants) {
        if (variants.isEmpty()) {
            return Map.of();
        }
        return repository.findByVariants(variants.stream().map(VariantId::value).toList()).stream()
                .map(StockRow::toLevel)
                .collect(Collectors.groupingBy(StockLevel::variant));
    }

    /** All levels of at most {@code limit} variants of a merchant, in the order of variants. */
    public Slice<StockLevel> page(MerchantId merchant, VariantId after, int limit) {
        var levels = repository.page(merchant.value(), after.value(), limit + 1).stream()
                .map(StockRow::toLevel)
                .toList();
        var variants = levels.stream().map(StockLevel::variant).distinct().toList();
        if (variants.size() <= limit) {
            return new Slice<>(levels, false);
        }
        var beyond = variants.getLast();
        return new Slice<>(
                levels.stream().filter(level -> !level.variant().equals(beyond)).toList(), true);
    }

    /** Changes levels all or nothing; a level that does not exist yet starts at zero. */
    @Transactional
    public AdjustStockOutcome adjust(AdjustStock command) {
        return adjuster.adjust(command);
    }

    /** Sets levels to what was counted, all or nothing. */
    @Transactional
    public AdjustStockOutcome count(CountStock command) {
        return adjuster.count(command);
    }

    /** Sets below which free stock {@link StockLow} is said, all or nothing. */
    @Transactional
    public AdjustStockOutcome watch(WatchLowStock command) {
        return adjuster.watch(command);
    }

    /** Moves goods between places of one merchant, all or nothing. */
    @Transactional
    public AdjustStockOutcome transfer(TransferStock command) {
        return adjuster.transfer(command);
    }
}
