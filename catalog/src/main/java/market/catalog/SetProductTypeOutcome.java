package market.catalog;

import java.util.List;

/** How a definition of a kind of goods ended; all but {@link Set} changed nothing. */
public sealed interface SetProductTypeOutcome {
    record Set(ProductType type) implements SetProductTypeOutcome {}

    record VersionConflict(int currentVersion) implements SetProductTypeOutcome {}

    /** The definition is wrong by itself. */
    record Invalid(List<TypeFault> faults) implements SetProductTypeOutcome {}

    /**
     * Goods that are there would break the new definition.
     *
     * @param goods the first of them, with what would be wrong
     * @param count how many there are
     */
    record Narrowed(List<Breach> goods, int count) implements SetProductTypeOutcome {

        public Narrowed {
            goods = List.copyOf(goods);
        }
    }

    /** A product that the new definition does not allow. */
    record Breach(ProductId product, List<AttributeFault> faults) {

        public Breach {
            faults = List.copyOf(faults);
        }
    }
}
