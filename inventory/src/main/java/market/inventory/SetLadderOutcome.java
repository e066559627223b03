package market.inventory;

import java.util.List;

/** How setting a ladder ended. */
public sealed interface SetLadderOutcome {
    /** The ladder from the smallest rung up, without the pool. */
    record Done(List<UnitStep> steps) implements SetLadderOutcome {}

    /** Nothing was changed. */
    record Refused(List<Fault> faults) implements SetLadderOutcome {}

    /** What is wrong with the rung at {@code index}, or with the pool when it is {@link #POOL}. */
    record Fault(int index, FaultKind kind) {
        public static final int POOL = -1;
    }

    /** Why a variant cannot stand there. */
    enum FaultKind {
        /** Its stock is another merchant's. */
        NOT_FOUND,
        /** Fewer than two base units, or the variant is named twice. */
        INVALID,
        /** It is a rung or the pool of another ladder. */
        ON_ANOTHER_LADDER,
        /** Pieces of it are on hand; they must be counted to zero first. */
        HAS_STOCK,
        /** Orders that wait for their payment were promised pieces. */
        PROMISED
    }
}
