package market.inventory;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.OutboxWatcher;

/**
 * Out of which stock a variant is sold, for holds. It may be a moment old: an order is promised what was held, and PostgreSQL
 * decides whether that stock is there.
 */
@Singleton
class LadderMemory implements OutboxWatcher {

    private static final int ENTRIES_MAX = 50_000;

    private final Memory<VariantId, UnitStep> steps;
    private final LadderRepository repository;

    LadderMemory(Memories memories, LadderRepository repository) {
        this.steps = memories.ofAtMost(ENTRIES_MAX);
        this.repository = repository;
    }

    /** The step of every variant asked for; most have stock of their own. */
    Map<VariantId, UnitStep> recall(Collection<VariantId> variants) {
        return steps.recallAll(variants, missing -> {
            var read = new HashMap<VariantId, UnitStep>();
            missing.forEach(variant -> read.put(variant, UnitStep.own(variant)));
            repository
                    .findByVariants(missing.stream().map(VariantId::value).toList())
                    .forEach(row -> read.put(new VariantId(row.variantId()), row.toStep()));
            return read;
        });
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(LadderChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof LadderChanged changed) {
            steps.forget(changed.variant());
        }
    }
}
