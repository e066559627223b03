package market.checkout;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.inventory.CommitOutcome.PickedLot;
import market.inventory.LocationId;
import market.inventory.RoutingReason;
import org.jspecify.annotations.Nullable;

/**
 * Where pieces of an order line are taken from, as it was decided when the order was placed.
 *
 * @param reason why this place; null when no place was nearer than another
 * @param lots batches that were picked, first expired first; pieces of no known batch are in none
 */
public record OrderSource(
        LocationId location, long quantity, @Nullable RoutingReason reason, List<Lot> lots) {

    public OrderSource {
        lots = List.copyOf(lots);
    }

    /**
     * Pieces of one batch.
     *
     * @param bestBefore null for goods sold fresh
     * @param units in base units of the stock they are taken out of
     */
    public record Lot(String code, @Nullable LocalDate bestBefore, long units) {}

    /** What was picked for an order, to be shared out among its lines. */
    static final class Shares {

        private record Place(VariantId pool, LocationId location) {}

        private final Map<Place, List<Lot>> left = new HashMap<>();

        Shares(List<PickedLot> picked) {
            for (var lot : picked) {
                left.computeIfAbsent(new Place(lot.pool(), lot.location()), _ -> new ArrayList<>())
                        .add(new Lot(lot.code(), lot.bestBefore(), lot.units()));
            }
        }

        OrderSource take(Allocation allocation) {
            var lots = left.getOrDefault(new Place(allocation.pool(), allocation.location()), new ArrayList<>());
            var taken = new ArrayList<Lot>();
            var rest = allocation.units();
            while (rest > 0 && !lots.isEmpty()) {
                var lot = Objects.requireNonNull(lots.getFirst());
                var units = Math.min(rest, lot.units());
                taken.add(new Lot(lot.code(), lot.bestBefore(), units));
                rest -= units;
                if (units == lot.units()) {
                    lots.removeFirst();
                } else {
                    lots.set(0, new Lot(lot.code(), lot.bestBefore(), lot.units() - units));
                }
            }
            return new OrderSource(allocation.location(), allocation.quantity(), allocation.reason(), taken);
        }
    }
}
