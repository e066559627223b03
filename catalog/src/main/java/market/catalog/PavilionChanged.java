package market.catalog;

import java.util.UUID;
import market.kernel.DomainEvent;

/** A pavilion says something else of itself. */
public record PavilionChanged(UUID pavilion) implements DomainEvent {

    @Override
    public String aggregateId() {
        return pavilion.toString();
    }
}
