package market.inventory;

import java.util.List;

/** How a merchant's deed on its stock ended. */
public sealed interface AdjustStockOutcome {
    /** The levels after it, one per variant and location in the order they were first named. */
    record Adjusted(List<StockLevel> levels) implements AdjustStockOutcome {}

    /** Nothing was changed. */
    record Refused(List<Fault> faults) implements AdjustStockOutcome {}

    /**
     * What is wrong with the change at {@code index}.
     *
     * @param currentOnHand whole pieces of the variant when the change had its turn; zero for a place unknown
     */
    record Fault(int index, FaultKind kind, long currentOnHand) {}

    /** Why a change cannot be made. */
    enum FaultKind {
        /** The location or the variant's stock is not this merchant's, or the lot is none of the product's. */
        NOT_FOUND,
        /** Fewer would be left than are promised to orders or set aside, or less than nothing. */
        INSUFFICIENT,
        /** Another number is on hand than the caller expected. */
        COUNT_MISMATCH,
        /** The variant is a step of a ladder: its stock is counted in pieces of the pool. */
        NOT_COUNTED_HERE,
        /** From a place to itself. */
        SAME_PLACE
    }
}
