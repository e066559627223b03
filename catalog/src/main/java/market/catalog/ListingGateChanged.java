package market.catalog;

import java.util.List;
import market.kernel.DomainEvent;

/** A gate was set or taken away: goods of these categories are to be judged anew. */
public record ListingGateChanged(String gate, List<String> categories) implements DomainEvent {

    public ListingGateChanged {
        categories = List.copyOf(categories);
    }

    @Override
    public String aggregateId() {
        return gate;
    }
}
