package market.merchants;

import jakarta.inject.Singleton;
import java.util.List;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.OutboxWatcher;

/** The keys that programs call with again and again. */
@Singleton
class CredentialMemory implements OutboxWatcher {

    private static final int ENTRIES_MAX = 10_000;

    final Memory<String, CredentialRow> byHash;

    CredentialMemory(Memories memories) {
        byHash = memories.ofAtMost(ENTRIES_MAX);
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(CredentialRevoked.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof CredentialRevoked revoked) {
            byHash.forget(revoked.secretHash());
        }
    }
}
