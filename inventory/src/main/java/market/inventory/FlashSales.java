package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import market.catalog.VariantId;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Flash sales of merchants: made, looked at and cancelled. Their goods are held as all others are: {@link Reservations}. */
@Singleton
public class FlashSales {

    private final FlashSaleRepository repository;
    private final FlashSaleDeeds deeds;
    private final FlashMemory memory;
    private final Ids ids;
    private final Clock clock;

    FlashSales(FlashSaleRepository repository, FlashSaleDeeds deeds, FlashMemory memory, Ids ids, Clock clock) {
        this.repository = repository;
        this.deeds = deeds;
        this.memory = memory;
        this.ids = ids;
        this.clock = clock;
    }

    /** Sets the stock aside at once, for a sale that begins later. */
    @Transactional
    public CreateFlashSaleOutcome create(CreateFlashSale command) {
        if (!command.endsAt().isAfter(clock.instant())) {
            return new CreateFlashSaleOutcome.TooLate();
        }
        return deeds.create(new FlashSaleId(ids.next()), command);
    }

    /** Ends a sale now, whether it has begun or not. Idempotent. */
    @Transactional
    public CancelFlashSaleOutcome cancel(MerchantId merchant, FlashSaleId sale) {
        if (find(merchant, sale).isEmpty()) {
            return new CancelFlashSaleOutcome.NotFound();
        }
        deeds.end(sale);
        return new CancelFlashSaleOutcome.Ended(find(merchant, sale).orElseThrow());
    }

    public Optional<FlashSale> find(MerchantId merchant, FlashSaleId sale) {
        return repository
                .find(sale.value())
                .map(FlashSaleRow::toSale)
                .filter(found -> found.merchant().equals(merchant));
    }

    /** Of a merchant, newest first, those made before {@code before}. */
    public Slice<FlashSale> page(MerchantId merchant, FlashSaleId before, int limit) {
        var rows = repository.page(merchant.value(), before.value(), limit + 1).stream()
                .map(FlashSaleRow::toSale)
                .toList();
        return new Slice<>(rows.stream().limit(limit).toList(), rows.size() > limit);
    }

    /** Reads which are coming or running, before the first request asks for it. */
    public void remember() {
        memory.open();
    }

    /** Whole pieces that no order has been promised, of each of these sales. */
    public Map<FlashSaleId, Long> left(Collection<FlashSale> sales) {
        return deeds.left(sales);
    }

    /** The sales of variants that are coming or running, from this copy's memory: for pages. */
    public Map<VariantId, FlashSale> recallOpen(Collection<VariantId> variants) {
        var now = clock.instant();
        var open = memory.open();
        return variants.stream()
                .distinct()
                .filter(open::containsKey)
                .map(open::get)
                .filter(sale -> sale.endsAt().isAfter(now))
                .collect(Collectors.toMap(FlashSale::variant, sale -> sale));
    }

    /** As {@link #left}, from this copy's memory and by what the sales sell: for pages. */
    public Map<VariantId, Long> recallLeft(Map<VariantId, FlashSale> sales) {
        return sales.isEmpty() ? Map.of() : memory.left(sales);
    }

    /** What pages say is left, where a running sale is all that can be bought of a variant. */
    <K> Map<K, Map<VariantId, Long>> withRunning(Map<K, Map<VariantId, Long>> available) {
        var running = memory.running(available.values().stream()
                .flatMap(left -> left.keySet().stream())
                .toList());
        if (running.isEmpty()) {
            return available;
        }
        var left = memory.left(running);
        var shown = new HashMap<K, Map<VariantId, Long>>();
        available.forEach((key, variants) -> {
            var counts = new HashMap<>(variants);
            counts.replaceAll((variant, free) -> left.getOrDefault(variant, free));
            shown.put(key, counts);
        });
        return shown;
    }

    /** All that must begin or end now. */
    List<FlashSale> due(int max) {
        return repository.findDue(clock.instant(), max).stream()
                .map(FlashSaleRow::toSale)
                .toList();
    }
}
