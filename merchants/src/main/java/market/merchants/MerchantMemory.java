package market.merchants;

import jakarta.inject.Singleton;
import java.util.List;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.MerchantId;
import market.kernel.OutboxWatcher;

/** The merchants that pages name again and again. */
@Singleton
class MerchantMemory implements OutboxWatcher {

    static final int ENTRIES_MAX = 10_000;

    final Memory<MerchantId, Merchant> byId;

    MerchantMemory(Memories memories) {
        byId = memories.ofAtMost(ENTRIES_MAX);
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(MerchantChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof MerchantChanged changed) {
            byId.forget(changed.merchant());
        }
    }
}
