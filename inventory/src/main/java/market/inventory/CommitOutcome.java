package market.inventory;

import java.time.LocalDate;
import java.util.List;
import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/** How committing stock to an order ended: all rows or none. */
public sealed interface CommitOutcome {
    /** The order has the pieces; of lots, where the stock is kept by lot. */
    record Committed(List<PickedLot> lots) implements CommitOutcome {
        public Committed {
            lots = List.copyOf(lots);
        }

        public Committed() {
            this(List.of());
        }
    }

    /** Nothing was changed; {@code available} of each line is what its location could give. */
    record NotEnough(List<ShortLine> lines) implements CommitOutcome {}

    /** Nothing was changed: the buyer would have more of a flash sale than one buyer may. */
    record AboveSaleLimit() implements CommitOutcome {}

    /**
     * Pieces of one lot.
     *
     * @param pool the variant whose stock it is, which may be another than the one sold: see {@link UnitStep}
     * @param units pieces of the pool
     */
    record PickedLot(
            VariantId pool,
            LocationId location,
            String code,
            @Nullable LocalDate bestBefore,
            long units) {}
}
