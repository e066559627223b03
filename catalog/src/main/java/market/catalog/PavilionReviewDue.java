package market.catalog;

import java.util.UUID;
import market.kernel.DomainEvent;

/**
 * The next page of goods is to be held against a pavilion's rules.
 *
 * @param review an older one than the pavilion's stops here
 * @param after the last product that it has looked at
 */
public record PavilionReviewDue(UUID pavilion, int review, UUID after) implements DomainEvent {

    @Override
    public String aggregateId() {
        return pavilion.toString();
    }
}
