package market.inventory;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/**
 * The addresses to which goods are sent.
 *
 * @param regions codes of the region tree; null: anywhere
 */
public record DeliveryArea(@Nullable Set<String> regions) {

    public static final DeliveryArea ANYWHERE = new DeliveryArea(null);
    public static final DeliveryArea NOWHERE = new DeliveryArea(Set.of());

    public DeliveryArea {
        regions = regions == null ? null : Set.copyOf(regions);
    }

    /** As a place tells it. */
    static DeliveryArea of(Collection<String> deliversTo) {
        return deliversTo.isEmpty() ? ANYWHERE : new DeliveryArea(Set.copyOf(deliversTo));
    }

    public boolean includes(String addressCode) {
        return regions == null || Regions.ancestors(addressCode).stream().anyMatch(regions::contains);
    }

    DeliveryArea and(DeliveryArea other) {
        if (regions == null || other.regions == null) {
            return ANYWHERE;
        }
        var both = new HashSet<>(regions);
        both.addAll(other.regions);
        return new DeliveryArea(both);
    }
}
