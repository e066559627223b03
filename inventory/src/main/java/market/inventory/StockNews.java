package market.inventory;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Says in the deed's transaction what changed: to shoppers' pages and the search, and to merchants when little is left. */
@Singleton
class StockNews {

    private final StockRepository repository;
    private final Outbox outbox;

    StockNews(StockRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** After a statement for an order, whose rows already say nearly everything. */
    void say(Collection<Touched> touched) {
        var events = new ArrayList<DomainEvent>();
        var products = new LinkedHashMap<UUID, UUID>();
        var available = new LinkedHashMap<UUID, Long>();
        var laddered = new LinkedHashSet<UUID>();
        for (var each : touched) {
            var row = each.row();
            if (row == null) {
                continue;
            }
            if (each.laddered()) {
                laddered.add(row.variantId());
            } else {
                products.put(row.variantId(), row.productId());
                available.putIfAbsent(row.variantId(), each.elsewhere());
                available.merge(row.variantId(), row.free(), Long::sum);
            }
            low(row, each.freeBefore(), each.lowBelow(), events);
        }
        available.forEach((variant, count) -> {
            var product = products.get(variant);
            if (product != null) {
                events.add(new StockChanged(new ProductId(product), new VariantId(variant), count));
            }
        });
        events.addAll(changed(laddered));
        append(events);
    }

    /** After a deed of a merchant. */
    void say(List<StockRow> rows, StockShelf before) {
        var events = new ArrayList<DomainEvent>(sums(rows));
        for (var row : rows) {
            if (row.soldVariantId().equals(row.variantId())) {
                low(row, before.freeBefore(row.key()), row.lowBelow(), events);
            }
        }
        append(events);
    }

    /** After a ladder was set: what each of the variants, by product, has left now. */
    void sayOfLadder(Map<UUID, UUID> productOf) {
        var left = new LinkedHashMap<UUID, StockChanged>();
        productOf.forEach((variant, product) ->
                left.put(variant, new StockChanged(new ProductId(product), new VariantId(variant), 0)));
        sums(repository.findByVariants(productOf.keySet()))
                .forEach(event -> left.put(event.variant().value(), event));
        append(List.copyOf(left.values()));
    }

    private List<StockChanged> changed(Collection<UUID> pools) {
        return pools.isEmpty() ? List.of() : sums(repository.findByPools(pools));
    }

    private static List<StockChanged> sums(List<StockRow> rows) {
        var sums = new LinkedHashMap<VariantId, StockChanged>();
        for (var row : rows) {
            var level = row.toLevel();
            sums.merge(
                    level.variant(),
                    new StockChanged(level.product(), level.variant(), level.available()),
                    (one, other) ->
                            new StockChanged(one.product(), one.variant(), one.available() + other.available()));
        }
        return List.copyOf(sums.values());
    }

    private static void low(StockRow row, long freeBefore, @Nullable Long lowBelow, List<DomainEvent> events) {
        if (lowBelow != null && freeBefore >= lowBelow && row.free() < lowBelow) {
            events.add(new StockLow(
                    new MerchantId(row.merchantId()),
                    new ProductId(row.productId()),
                    new VariantId(row.variantId()),
                    new LocationId(row.locationId()),
                    row.free(),
                    lowBelow));
        }
    }

    private void append(List<? extends DomainEvent> events) {
        if (!events.isEmpty()) {
            outbox.append(events);
        }
    }
}
