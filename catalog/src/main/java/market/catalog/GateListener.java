package market.catalog;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;

/** Judges goods anew whose gates changed. */
@Singleton
class GateListener implements OutboxListener {

    // Read late: gates say events themselves, and the outbox is made from its listeners.
    private final BeanProvider<ListingGates> gates;

    GateListener(BeanProvider<ListingGates> gates) {
        this.gates = gates;
    }

    @Override
    public String name() {
        return "catalog-gates";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(ListingGateChanged.class);
    }

    @Override
    public void on(List<? extends DomainEvent> events) {
        for (var event : events) {
            if (event instanceof ListingGateChanged changed) {
                gates.get().review(Set.copyOf(changed.categories()));
            }
        }
    }
}
